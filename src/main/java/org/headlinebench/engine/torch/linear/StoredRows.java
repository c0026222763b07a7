package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;

/** The matrix of a module as the file has it. */
record StoredRows(String module, TensorEntry entry) implements RowSource {
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
        return entry.hasFourBitGroups();
    }

    @Override
    public Optional<CodeGrid> codeGrid() {
        return entry.hasEightBitGroups()
                ? Optional.of(new CodeGrid(8, TensorEntry.FOUR_BIT_GROUP))
                : RowSource.super.codeGrid();
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
