package org.headlinebench.benchmark.protocol;

import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * A configuration whose steps a worker is to profile.
 *
 * @param modelPath a GGUF file or Hugging Face folder on the worker's machine
 * @param device    where to run
 * @param stack     which optimizations; one token per step is written, whatever it proposes
 * @param prompt    what is continued
 * @param tokens    steps that are profiled
 */
public record ProfileOrder(String modelPath, DeviceId device, Stack stack, String prompt, int tokens) {}
