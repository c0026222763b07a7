package org.headlinebench.engine.torch.prune;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.TensorType;

/** A module some of whose weights are taken to be zero. */
final class MaskedRows implements RowSource {
    private static final int PIECE_WEIGHTS = 1 << 18;

    private final RowSource weights;
    private final RowSource ranks;
    private final int layer;
    private final Mask mask;
    private long next;
    private long zerosBefore;
    private long zerosAfter;

    /** @param ranks the values by which the mask decides; those of {@code weights} or what they become */
    MaskedRows(RowSource weights, RowSource ranks, int layer, Mask mask) {
        this.weights = weights;
        this.ranks = ranks;
        this.layer = layer;
        this.mask = mask;
    }

    @Override
    public String module() {
        return weights.module();
    }

    @Override
    public long rows() {
        return weights.rows();
    }

    @Override
    public long columns() {
        return weights.columns();
    }

    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        if (fromRow != next) {
            throw new IllegalStateException(module() + " is read from row " + fromRow + " instead of " + next);
        }
        long step = Math.max(1, PIECE_WEIGHTS / columns());
        for (long done = 0; done < rowCount; done += step) {
            long count = Math.min(step, rowCount - done);
            float[] values = values(weights, fromRow + done, count);
            zerosBefore += zeros(values);
            mask.apply(ranks == weights ? values : values(ranks, fromRow + done, count), values);
            zerosAfter += zeros(values);
            FloatNumbers.write(values, values.length, type, destination.asSlice(type.bytes(done * columns())));
        }
        next = fromRow + rowCount;
    }

    @Override
    public void release() {
        weights.release();
    }

    /** What came of it; all rows must have been read. */
    ModuleSparsity sparsity() {
        if (next != rows()) {
            throw new IllegalStateException(module() + " was pruned up to row " + next + " of " + rows());
        }
        return new ModuleSparsity(module(), layer, rows() * columns(), zerosBefore, zerosAfter);
    }

    /** Rows of a source as float32. */
    static float[] values(RowSource source, long fromRow, long rowCount) {
        int count = Math.toIntExact(rowCount * source.columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(TensorType.F32.bytes(count), Float.BYTES);
            source.read(TensorType.F32, memory, fromRow, rowCount);
            return memory.toArray(JAVA_FLOAT_UNALIGNED);
        }
    }

    private static long zeros(float[] values) {
        long zeros = 0;
        for (float value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        return zeros;
    }
}
