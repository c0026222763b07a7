package org.headlinebench.benchmark;

import java.util.Objects;
import java.util.Optional;

import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/**
 * What runs: a model on a device with a stack; or what a server runs, of which device and stack are not known.
 *
 * @param model  a catalog id, the path of a GGUF file or Hugging Face folder, or the name by which the server knows it
 * @param device where; the CPU, without meaning, for a server
 * @param stack  which optimizations; for a server only its way of choosing tokens means anything
 * @param server the server that is measured; absent where this program's own engine runs the model
 */
public record RunSetup(String model, DeviceId device, Stack stack, Optional<ServerTarget> server) {
    public RunSetup {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(server, "server");
        if (model.isBlank()) {
            throw new IllegalArgumentException("a setup names a model");
        }
    }

    /** Run by this program's own engine. */
    public RunSetup(String model, DeviceId device, Stack stack) {
        this(model, device, stack, Optional.empty());
    }

    /** What sets the setup apart from others of its model, in a few words. */
    public String label() {
        return server.map(ServerTarget::label).orElseGet(stack::shortText);
    }

    /** The device, or {@code server} with its address. */
    public String place() {
        return server.map(target -> "server " + target.base()).orElseGet(device::toString);
    }
}
