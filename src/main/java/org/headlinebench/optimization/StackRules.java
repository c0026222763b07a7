package org.headlinebench.optimization;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;

/** The one place that says what runs with what; asked before anything is loaded. */
public final class StackRules {
    private StackRules() {}

    /**
     * Accepts a stack or refuses it.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device) {
        if (device == DeviceKind.CUDA) {
            throw new UserError("Stacks run on the CPU only in this version.",
                    "Use --device cpu: " + stack.with(Precision.defaultOn(DeviceKind.CPU)).text() + ".");
        }
    }
}
