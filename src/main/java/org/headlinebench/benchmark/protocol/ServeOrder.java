package org.headlinebench.benchmark.protocol;

import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * A model that a worker is to keep ready and write with as asked.
 *
 * @param modelPath     a GGUF file or Hugging Face folder on the worker's machine
 * @param device        where to run
 * @param stack         which optimizations; batching says how many sequences are open at a time
 * @param contextTokens the longest sequence, prompt and output together; the model's or its cache's limit where that is less
 */
public record ServeOrder(String modelPath, DeviceId device, Stack stack, int contextTokens) {}
