package org.headlinebench.ui.bench;

import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

/** What is known of a stack on a model before anything is loaded. */
public sealed interface StackVerdict {
    /**
     * Memory as it is estimated.
     *
     * @param weightsBytes  of the model
     * @param cacheBytes    of keys and values
     * @param overheadBytes everything else that is known before: a second head, a draft model, a streamed layer
     */
    record MemoryEstimate(long weightsBytes, long cacheBytes, long overheadBytes) {
        public long totalBytes() {
            return weightsBytes + cacheBytes + overheadBytes;
        }
    }

    /**
     * It runs.
     *
     * @param estimate absent where the model's sizes are not known
     */
    record Runs(Optional<MemoryEstimate> estimate) implements StackVerdict {
        /** All parts together. */
        public OptionalLong estimatedBytes() {
            return estimate.map(found -> OptionalLong.of(found.totalBytes())).orElse(OptionalLong.empty());
        }
    }

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
