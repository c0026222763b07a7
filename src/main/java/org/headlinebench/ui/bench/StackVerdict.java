package org.headlinebench.ui.bench;

import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

/** What is known of a stack on a model before anything is loaded. */
public sealed interface StackVerdict {
    /**
     * It runs.
     *
     * @param estimatedBytes weights, head copy, KV cache and draft; absent where the model's sizes are not known
     */
    record Runs(OptionalLong estimatedBytes) implements StackVerdict {}

    /**
     * It cannot run.
     *
     * @param message why
     * @param remedy  what to do, with the nearest that runs
     */
    record Refused(String message, String remedy) implements StackVerdict {
        /** The stack that the remedy names, to be taken instead. */
        public Optional<Stack> nearest(DeviceKind device) {
            return NearestStack.in(remedy, device);
        }
    }
}
