package org.headlinebench.weights;

/**
 * The order in which a tensor's rows are stored.
 *
 * <p>llama.cpp's converter interleaves the two halves of every head of the q and k projections ({@code permute} in
 * {@code convert_hf_to_gguf.py}), because its rotary code turns neighbouring pairs; Hugging Face's code turns halves.
 * Undone as transformers does in {@code reverse_permute_weights}: weights.reshape(heads, headSize/2, 2,
 * columns).swapaxes(2, 1).
 *
 * @param interleavedHeadSize rows per head whose halves are interleaved; 0: rows are stored as they are
 */
record RowOrder(int interleavedHeadSize) {
    static final RowOrder STORED = new RowOrder(0);

    boolean isStored() {
        return interleavedHeadSize == 0;
    }

    long storedRow(long row) {
        if (isStored()) {
            return row;
        }
        long within = row % interleavedHeadSize;
        int half = interleavedHeadSize / 2;
        return row - within + 2 * (within % half) + within / half;
    }
}
