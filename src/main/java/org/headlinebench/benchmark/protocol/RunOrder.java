package org.headlinebench.benchmark.protocol;

import java.util.List;
import java.util.Optional;

import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.calibration.CalibrationTexts;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * All that a worker needs to know for one run.
 *
 * @param modelPath    a GGUF file or Hugging Face folder on the worker's machine
 * @param draftPath    the same of the draft model; there exactly if the stack decodes speculatively
 * @param device       where to run
 * @param stack        which optimizations
 * @param rows         the articles, in order
 * @param template     makes a prompt of an article
 * @param stop         ends a generation early
 * @param fit          what to do with a prompt that is too long
 * @param maxNewTokens token limit of a generation
 * @param passes       passes over the rows
 * @param streamed     whether text is told as it is written, and not only when it is complete; takes time of its own
 * @param calibration  text to calibrate with; there exactly if the stack's quantization needs it
 */
public record RunOrder(String modelPath, Optional<String> draftPath, DeviceId device, Stack stack, List<NewsRow> rows,
        PromptTemplate template,
        StopRule stop, FitPolicy fit, int maxNewTokens, int passes, boolean streamed,
        Optional<CalibrationTexts> calibration) {
    public RunOrder {
        rows = List.copyOf(rows);
    }
}
