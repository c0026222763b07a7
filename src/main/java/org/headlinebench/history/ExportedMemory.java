package org.headlinebench.history;

import java.util.OptionalLong;

import org.headlinebench.metrics.MemoryUse;

/** {@code memory} of an exported run. */
record ExportedMemory(long weightsBytes, long scalesBytes, long modelBytes, long keyValueBytes,
        OptionalLong baseProcessBytes, OptionalLong afterLoadBytes, OptionalLong peakLoadBytes,
        OptionalLong peakGenerationBytes, OptionalLong peakBytes) {

    static ExportedMemory of(MemoryUse use) {
        return new ExportedMemory(use.weightsBytes(), use.scalesBytes(), use.modelBytes(), use.keyValueBytes(),
                use.baseProcessBytes(), use.afterLoadBytes(), use.peakLoadBytes(), use.peakGenerationBytes(),
                use.peakBytes());
    }
}
