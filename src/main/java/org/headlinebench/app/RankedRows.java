package org.headlinebench.app;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.optimization.WeightRounding;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;

/**
 * A tensor's values as pruning ranks them.
 *
 * @param ranking what they become before they are ranked
 */
record RankedRows(TensorEntry entry, WeightRounding ranking) implements RowSource {
    @Override
    public String module() {
        return entry.name();
    }

    @Override
    public long rows() {
        return entry.rows();
    }

    @Override
    public long columns() {
        return entry.columns();
    }

    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment floats = arena.allocate(TensorType.F32.bytes(rowCount * columns()), Long.BYTES);
            entry.readInto(TensorType.F32, floats, fromRow, rowCount);
            float[] values = floats.toArray(ValueLayout.JAVA_FLOAT);
            ranking.round(values, (int) columns());
            FloatNumbers.write(values, values.length, type, destination);
        }
    }

    @Override
    public void release() {
        // The file's pages are given back with the file.
    }
}
