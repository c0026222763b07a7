package org.headlinebench.app;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;

/** A tensor's values as float32, some whole rows at a time. */
final class TensorRows {
    private static final long WEIGHTS_AT_ONCE = 1 << 18;

    private TensorRows() {}

    /** @param rows may change what it is given */
    static void each(TensorEntry entry, Consumer<float[]> rows) {
        long atOnce = Math.max(1, WEIGHTS_AT_ONCE / entry.columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment floats = arena.allocate(TensorType.F32.bytes(atOnce * entry.columns()), Long.BYTES);
            for (long from = 0; from < entry.rows(); from += atOnce) {
                long some = Math.min(atOnce, entry.rows() - from);
                entry.readInto(TensorType.F32, floats, from, some);
                rows.accept(floats.asSlice(0, TensorType.F32.bytes(some * entry.columns()))
                        .toArray(ValueLayout.JAVA_FLOAT));
            }
        }
    }
}
