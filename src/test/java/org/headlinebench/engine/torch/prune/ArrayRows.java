package org.headlinebench.engine.torch.prune;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.TensorType;

/** A module out of an array. */
record ArrayRows(String module, long rows, long columns, float[] values) implements RowSource {
    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        float[] some = Arrays.copyOfRange(values, (int) (fromRow * columns), (int) ((fromRow + rowCount) * columns));
        FloatNumbers.write(some, some.length, type, destination);
    }

    @Override
    public boolean hasFourBitGroups() {
        return false;
    }

    @Override
    public void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release() {}
}
