package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import org.headlinebench.weights.TensorType;

/**
 * The matrix of a linear module, read in pieces from the first row to the last. A technique that changes weights is a
 * source that reads another one; so techniques stand in a row, each in its own file, and the last is packed.
 */
public interface RowSource {
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
    boolean hasFourBitGroups();

    /** As {@link org.headlinebench.weights.TensorEntry#readCodes}. */
    void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow, long rowCount);

    /** Gives the file's pages back. */
    void release();
}
