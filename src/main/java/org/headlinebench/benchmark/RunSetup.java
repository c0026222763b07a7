package org.headlinebench.benchmark;

import java.util.Objects;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.Provenance;
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

    /** A short name of the stack; where the CPU stands in for the devices of a topology, it says so. */
    public String name() {
        return stack.shortText() + (isSimulated() ? " (simulated)" : "");
    }

    /** Whether shards of one device take turns in place of several devices. */
    public boolean isSimulated() {
        return device.kind() == DeviceKind.CPU && stack.topology().devices() > 1;
    }

    /** The tag of what is measured with it. */
    public Provenance provenance() {
        return isSimulated() ? Provenance.SIMULATED : Provenance.MEASURED;
    }
}
