package org.headlinebench.benchmark;

import java.util.Objects;
import java.util.Optional;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.optimization.Stack;

/**
 * What runs: a model on a device with a stack; or what a server runs, of which device and stack are not known.
 *
 * @param model  a catalog id, the path of a GGUF file or Hugging Face folder, or the name by which the server knows it
 * @param device where; the CPU, without meaning, for a server
 * @param stack  which optimizations; for a server only its way of choosing tokens means anything
 * @param server the server that is measured; absent where this program's own engine runs the model
 * @param launcher the name of the launcher behind which the device is; absent where it is this machine's
 */
public record RunSetup(String model, DeviceId device, Stack stack, Optional<ServerTarget> server,
        Optional<String> launcher) {
    public RunSetup {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(launcher, "launcher");
        if (model.isBlank()) {
            throw new IllegalArgumentException("a setup names a model");
        }
        if (server.isPresent() && launcher.isPresent()) {
            throw new IllegalArgumentException("a server is measured from this machine");
        }
    }

    /** On this machine. */
    public RunSetup(String model, DeviceId device, Stack stack, Optional<ServerTarget> server) {
        this(model, device, stack, server, Optional.empty());
    }

    /** Run by this program's own engine. */
    public RunSetup(String model, DeviceId device, Stack stack) {
        this(model, device, stack, Optional.empty());
    }

    /**
     * What sets the setup apart from others of its model, in a few words: the server's load, or the stack; where the CPU
     * stands in for the devices of a topology, it says so.
     */
    public String name() {
        return server.map(ServerTarget::label)
                .orElseGet(() -> stack.shortText() + (isSimulated() ? " (simulated)" : ""));
    }

    /** The same, behind that launcher or on this machine. */
    public RunSetup on(Optional<String> other) {
        return new RunSetup(model, device, stack, server, other);
    }

    /** The same with another stack. */
    public RunSetup with(Stack other) {
        return new RunSetup(model, device, other, server, launcher);
    }

    /** The device, behind the name of its launcher where it has one; or {@code server} with its address. */
    public String place() {
        return server.map(target -> "server " + target.base())
                .orElseGet(() -> launcher.map(name -> name + " ").orElse("") + device);
    }

    /** Whether shards of one device take turns in place of several devices. */
    public boolean isSimulated() {
        return server.isEmpty() && device.kind() == DeviceKind.CPU && stack.topology().devices() > 1;
    }

    /** The tag of what is measured with it. */
    public Provenance provenance() {
        return isSimulated() ? Provenance.SIMULATED : Provenance.MEASURED;
    }
}
