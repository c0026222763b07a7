package org.headlinebench.engine.torch.cuda;

import org.headlinebench.weights.ModelConfiguration;

/**
 * What the parts of a step hand on to each other, as addresses; see {@code step.cu} for shapes and types. Counters lie at the
 * front, so that steps of any number of rows have the same: all are 0 before and after a step.
 */
record FusedScratch(long arrived, long finished, long best, long chosen, long x, long raw, long attended, long inner,
        long parts, long end) {

    private static final long ALIGNMENT_BYTES = 256;
    /** Positions of the smallest part of attention. */
    private static final int LEAST_SPLIT = 256;

    static FusedScratch of(long start, int rows, int capacity, ModelConfiguration model) {
        long raw = (model.attentionHeads() + 2L * model.keyValueHeads()) * model.headSize();
        long splits = (capacity + LEAST_SPLIT - 1) / LEAST_SPLIT;
        long finished = after(start, 2L * Integer.BYTES);
        long best = after(finished, (long) Integer.BYTES * Turn.MOST_ROWS * model.keyValueHeads());
        long chosen = after(best, (long) Long.BYTES * Turn.MOST_ROWS);
        long x = after(chosen, (long) Long.BYTES * Turn.MOST_ROWS);
        long rawStart = after(x, (long) Float.BYTES * rows * model.hiddenSize());
        long attended = after(rawStart, Float.BYTES * rows * raw);
        long inner = after(attended, (long) Short.BYTES * rows * model.querySize());
        long parts = after(inner, (long) Short.BYTES * rows * model.intermediateSize());
        long end = after(parts, Float.BYTES * rows * model.attentionHeads() * splits * (model.headSize() + 2L));
        return new FusedScratch(start, finished, best, chosen, x, rawStart, attended, inner, parts, end);
    }

    private static long after(long start, long bytes) {
        return start + (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }
}
