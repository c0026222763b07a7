package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;

import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;

/** The matrix of a module as the file has it. */
record StoredRows(String module, TensorEntry entry) implements RowSource {
    /** What the packed int4 kernel takes. */
    private static final Set<Integer> KERNEL_GROUPS = Set.of(32, 64, 128);

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
        entry.readInto(type, destination, fromRow, rowCount);
    }

    @Override
    public boolean hasFourBitGroups() {
        return entry.codeBits() == 4 && entry.codeGroup() == RowSource.FILE_GROUP;
    }

    @Override
    public Optional<CodeGrid> codeGrid() {
        boolean fits = KERNEL_GROUPS.contains(entry.codeGroup()) && columns() % entry.codeGroup() == 0;
        return entry.codeBits() > 0 && fits
                ? Optional.of(new CodeGrid(entry.codeBits(), entry.codeGroup()))
                : Optional.empty();
    }

    @Override
    public void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        entry.readCodes(codes, scales, zeros, fromRow, rowCount);
    }

    @Override
    public void release() {
        MappedPages.release(entry.bytes());
    }
}
