package org.headlinebench.engine.torch.calibrate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.headlinebench.engine.torch.linear.CodeGrid;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.weights.TensorType;

/**
 * A module's codes as calibration found them.
 *
 * @param codes  mapped bytes: two four-bit codes each, the first in the upper half, or one plus 128
 * @param scales mapped float32 [rows, groups]
 * @param zeros  mapped float32 [rows, groups]
 */
record CalibratedRows(String module, long rows, long columns, CodeGrid grid, MemorySegment codes, MemorySegment scales,
        MemorySegment zeros) implements RowSource {
    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        throw new IllegalStateException(module + " comes in codes");
    }

    @Override
    public boolean hasFourBitGroups() {
        return false;
    }

    @Override
    public Optional<CodeGrid> codeGrid() {
        return Optional.of(grid);
    }

    @Override
    public void readCodes(MemorySegment code, MemorySegment scale, MemorySegment zero, long fromRow, long rowCount) {
        for (long row = 0; row < rowCount; row++) {
            readCodes(code.asSlice(row * columns * Float.BYTES), fromRow + row);
        }
        long groups = grid.groups(columns) * Float.BYTES;
        MemorySegment.copy(scales, fromRow * groups, scale, 0, rowCount * groups);
        MemorySegment.copy(zeros, fromRow * groups, zero, 0, rowCount * groups);
    }

    @Override
    public void release() {
        MappedPages.release(codes);
    }

    private void readCodes(MemorySegment destination, long row) {
        float[] numbers = new float[(int) columns];
        if (grid.bits() == 8) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (codes.get(JAVA_BYTE, row * columns + i) & 0xff) - 128;
            }
        } else {
            for (int i = 0; i < numbers.length; i += 2) {
                int pair = codes.get(JAVA_BYTE, (row * columns + i) / 2);
                numbers[i] = (pair >> 4) & 0xf;
                numbers[i + 1] = pair & 0xf;
            }
        }
        MemorySegment.copy(numbers, 0, destination, JAVA_FLOAT_UNALIGNED, 0, numbers.length);
    }
}
