package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.headlinebench.weights.TensorType;

/**
 * The matrix of a linear module, read in pieces from the first row to the last. A technique that changes weights is a
 * source that reads another one; so techniques stand in a row, each in its own file, and the last is packed.
 */
public interface RowSource {
    /** Weights that share a scale in GGUF's blocks of four bits. */
    int FILE_GROUP = 32;

    /** Hugging Face's name of the module. */
    String module();

    long rows();

    long columns();

    /** Which inputs and outputs of the module it still has; absent: all. */
    default Optional<Kept> kept() {
        return Optional.empty();
    }

    /**
     * Which of the whole module's outputs are left, where it has lost some altogether; {@code -1} for a row of zeros that
     * fills a kernel's block. Absent: all, zeros among them.
     */
    default Optional<int[]> outputs() {
        return Optional.empty();
    }

    /** Writes rows in that type, row after row. */
    void read(TensorType type, MemorySegment destination, long fromRow, long rowCount);

    /** Whether {@link #readCodes} can read it: the weights are the file's own, in four bits with a scale per 32. */
    default boolean hasFourBitGroups() {
        return false;
    }

    /** The grid of the codes that {@link #readCodes} reads; absent where there are none. */
    default Optional<CodeGrid> codeGrid() {
        return hasFourBitGroups() ? Optional.of(new CodeGrid(4, FILE_GROUP)) : Optional.empty();
    }

    /** As {@link org.headlinebench.weights.TensorEntry#readCodes}. */
    default void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        throw new IllegalStateException(module() + " has no codes");
    }

    /** Gives the file's pages back. */
    void release();
}
