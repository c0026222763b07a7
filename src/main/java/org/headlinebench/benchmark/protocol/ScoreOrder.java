package org.headlinebench.benchmark.protocol;

import java.util.List;

import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * Texts that a worker is to score.
 *
 * @param modelPath a GGUF file or Hugging Face folder on the worker's machine
 * @param device    where to run
 * @param stack     which optimizations; how it decodes is of no consequence
 * @param requests  the texts, in order
 */
public record ScoreOrder(String modelPath, DeviceId device, Stack stack, List<ScoreRequest> requests) {
    public ScoreOrder {
        requests = List.copyOf(requests);
    }
}
