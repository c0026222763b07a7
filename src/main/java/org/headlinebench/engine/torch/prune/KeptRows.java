package org.headlinebench.engine.torch.prune;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.torch.linear.Kept;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.TensorType;

/** A module that has lost rows and columns. */
final class KeptRows implements RowSource {
    private final RowSource whole;
    private final int layer;
    private final int[] rows;
    private final int[] columns;
    private final Kept kept;
    private final boolean cutsOutput;
    private long zerosBefore;
    private long zerosAfter;

    /**
     * What is left of a module.
     *
     * @param rows    rows that are left, {@code -1} for one of zeros that fills a kernel's block
     * @param columns the same of columns
     * @param kept    how the module is joined to what comes before and after it
     * @param cutsOutput whether the outputs of removed rows are gone, not zero
     */
    KeptRows(RowSource whole, int layer, int[] rows, int[] columns, Kept kept, boolean cutsOutput) {
        this.whole = whole;
        this.layer = layer;
        this.rows = rows;
        this.columns = columns;
        this.kept = kept;
        this.cutsOutput = cutsOutput;
    }

    @Override
    public String module() {
        return whole.module();
    }

    @Override
    public long rows() {
        return rows.length;
    }

    @Override
    public long columns() {
        return columns.length;
    }

    @Override
    public Optional<Kept> kept() {
        return Optional.of(kept);
    }

    @Override
    public Optional<int[]> outputs() {
        return cutsOutput ? Optional.of(rows) : Optional.empty();
    }

    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        if (fromRow == 0) {
            zerosAfter = whole.rows() * whole.columns();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = arena.allocate(TensorType.F32.bytes(whole.columns()), Float.BYTES);
            var some = new float[columns.length];
            for (int i = 0; i < rowCount; i++) {
                int from = rows[(int) fromRow + i];
                if (from >= 0) {
                    whole.read(TensorType.F32, row, from, 1);
                }
                for (int j = 0; j < some.length; j++) {
                    some[j] = from < 0 || columns[j] < 0 ? 0 : row.getAtIndex(JAVA_FLOAT_UNALIGNED, columns[j]);
                    zerosAfter -= some[j] == 0 ? 0 : 1;
                }
                FloatNumbers.write(some, some.length, type, destination.asSlice(type.bytes(i * columns())));
            }
        }
    }

    @Override
    public void release() {
        whole.release();
    }

    void hadZeros(long zeros) {
        zerosBefore = zeros;
    }

    /** What came of it, removed weights counted as zeros; all rows must have been read. */
    ModuleSparsity sparsity() {
        return new ModuleSparsity(module(), layer, whole.rows() * whole.columns(), zerosBefore, zerosAfter);
    }
}
