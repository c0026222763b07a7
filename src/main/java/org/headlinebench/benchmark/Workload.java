package org.headlinebench.benchmark;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.calibration.CalibrationTexts;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;

/**
 * The articles to write headlines for, and the rules under which.
 *
 * @param identity     names and checksums, as stored with the run
 * @param rows         the articles, in order
 * @param template     makes a prompt of an article
 * @param extraction   cuts the headline out of what was generated
 * @param stop         ends a generation early
 * @param fit          what to do with a prompt that is too long
 * @param maxNewTokens token limit of a generation
 * @param passes       passes over the rows
 * @param calibration  text for quantizations that need some, never an evaluated row's; absent where none was chosen
 */
public record Workload(WorkloadIdentity identity, List<NewsRow> rows, PromptTemplate template,
        HeadlineExtraction extraction, StopRule stop, FitPolicy fit, int maxNewTokens, int passes,
        Optional<CalibrationTexts> calibration) {
    public Workload {
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(identity, "identity");
        rows = List.copyOf(rows);
        if (rows.isEmpty() || maxNewTokens < 1 || passes < 1) {
            throw new IllegalArgumentException("a workload has rows, tokens and passes");
        }
    }

    /** Whether there is text to calibrate with. */
    public boolean hasCalibrationText() {
        return calibration.filter(chosen -> !chosen.texts().isEmpty()).isPresent();
    }

    /** The same with other text to calibrate with. */
    public Workload with(CalibrationTexts texts) {
        return new Workload(identity, rows, template, extraction, stop, fit, maxNewTokens, passes, Optional.of(texts));
    }
}
