package org.headlinebench.benchmark;

import java.util.Objects;

import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * What runs: a model on a device with a stack.
 *
 * @param model  a catalog id, or the path of a GGUF file or Hugging Face folder
 * @param device where
 * @param stack  which optimizations
 */
public record RunSetup(String model, DeviceId device, Stack stack) {
    public RunSetup {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(stack, "stack");
        if (model.isBlank()) {
            throw new IllegalArgumentException("a setup names a model");
        }
    }
}
