package org.headlinebench.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A part of a matrix that is read as if it were one of its own. Memory holds a few rows of the whole one at a time.
 *
 * @param whole       the matrix, which may be a window itself
 * @param firstRow    of the whole
 * @param firstColumn of the whole
 * @param columns     of the window
 */
record TensorWindow(TensorEntry whole, long firstRow, long firstColumn, long columns) {

    private static final long WEIGHTS_AT_ONCE = 1 << 16;

    boolean isOfRows() {
        return columns == whole.columns();
    }

    /** Whether groups of weights that share a scale lie within it as a whole. */
    boolean keepsGroups() {
        return whole.codeBits() > 0 && firstColumn % whole.codeGroup() == 0 && columns % whole.codeGroup() == 0;
    }

    void read(TensorType target, MemorySegment destination, long fromRow, long rowCount) {
        if (isOfRows()) {
            whole.readInto(target, destination, firstRow + fromRow, rowCount);
            return;
        }
        long most = Math.max(1, WEIGHTS_AT_ONCE / whole.columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment some = arena.allocate(target.bytes(Math.min(most, rowCount) * whole.columns()), Long.BYTES);
            for (long at = 0; at < rowCount; at += most) {
                long count = Math.min(most, rowCount - at);
                whole.readInto(target, some, firstRow + fromRow + at, count);
                cut(some, whole.columns(), firstColumn, columns, target.bytes(1), count,
                        destination.asSlice(target.bytes(at * columns)));
            }
        }
    }

    /** As {@link TensorEntry#readCodes}. */
    void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow, long rowCount) {
        if (isOfRows()) {
            whole.readCodes(codes, scales, zeros, firstRow + fromRow, rowCount);
            return;
        }
        long group = whole.codeGroup();
        long most = Math.max(1, WEIGHTS_AT_ONCE / whole.columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocate(most * whole.columns() * Float.BYTES, Long.BYTES);
            MemorySegment scale = arena.allocate(most * (whole.columns() / group) * Float.BYTES, Long.BYTES);
            MemorySegment zero = arena.allocate(most * (whole.columns() / group) * Float.BYTES, Long.BYTES);
            for (long at = 0; at < rowCount; at += most) {
                long count = Math.min(most, rowCount - at);
                whole.readCodes(code, scale, zero, firstRow + fromRow + at, count);
                cut(code, whole.columns(), firstColumn, columns, Float.BYTES, count,
                        codes.asSlice(at * columns * Float.BYTES));
                long groupsAt = at * (columns / group) * Float.BYTES;
                cut(scale, whole.columns() / group, firstColumn / group, columns / group, Float.BYTES, count,
                        scales.asSlice(groupsAt));
                cut(zero, whole.columns() / group, firstColumn / group, columns / group, Float.BYTES, count,
                        zeros.asSlice(groupsAt));
            }
        }
    }

    private static void cut(MemorySegment rows, long width, long first, long count, long bytesEach, long rowCount,
            MemorySegment destination) {
        for (long row = 0; row < rowCount; row++) {
            MemorySegment.copy(rows, (row * width + first) * bytesEach, destination, row * count * bytesEach,
                    count * bytesEach);
        }
    }
}
