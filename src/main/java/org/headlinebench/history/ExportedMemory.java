package org.headlinebench.history;

import java.util.OptionalLong;
import java.util.function.ToLongFunction;

import org.headlinebench.metrics.MemoryUse;

/** {@code memory} of an exported run. */
record ExportedMemory(long weightsBytes, long scalesBytes, long modelBytes, long keyValueBytes,
        OptionalLong baseProcessBytes, OptionalLong afterLoadBytes, OptionalLong peakLoadBytes,
        OptionalLong peakGenerationBytes, OptionalLong peakBytes, OptionalLong draftWeightsBytes,
        OptionalLong draftKeyValueBytes) {

    static ExportedMemory of(MemoryUse use) {
        return new ExportedMemory(use.weightsBytes(), use.scalesBytes(), use.modelBytes(), use.keyValueBytes(),
                use.baseProcessBytes(), use.afterLoadBytes(), use.peakLoadBytes(), use.peakGenerationBytes(),
                use.peakBytes(), draft(use, MemoryUse.Draft::weightsBytes), draft(use, MemoryUse.Draft::keyValueBytes));
    }

    private static OptionalLong draft(MemoryUse use, ToLongFunction<MemoryUse.Draft> bytes) {
        return use.draft().stream().mapToLong(bytes).findFirst();
    }
}
