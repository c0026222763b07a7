package org.headlinebench.optimization;

import java.util.Optional;
import java.util.OptionalInt;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.weights.ModelConfiguration;

/** How many layers {@code placement=offload(auto)} leaves on the host. */
public final class Offloading {
    private Offloading() {}

    /**
     * A stack whose number of layers on the host is known: the fewest with which the estimated footprint fits, all of them
     * if none does.
     *
     * @param freeBytes memory that the model may take
     * @return the stack itself unless it leaves the number open; on the device where everything fits
     */
    public static Stack fit(Stack stack, ModelConfiguration model, int contextTokens, long freeBytes) {
        if (!(stack.placement() instanceof Placement.Offload(OptionalInt layers)) || layers.isPresent()) {
            return stack;
        }
        Stack fitted = stack.with(new Placement.Device());
        int onHost = 0;
        while (onHost < model.layers() && bytes(fitted, model, contextTokens) > freeBytes) {
            onHost++;
            fitted = stack.with(new Placement.Offload(OptionalInt.of(onHost)));
        }
        return fitted;
    }

    private static long bytes(Stack stack, ModelConfiguration model, int contextTokens) {
        return Footprint.of(model, Optional.empty(), stack, DeviceKind.CPU, contextTokens).totalBytes();
    }
}
