package org.headlinebench.engine.torch.linear;

/**
 * What is left of a module whose matrix has lost rows or columns.
 *
 * @param columns the inputs that its columns take, in order; empty: all
 * @param places  for each output the row that gives it, or the number of rows where it is removed; empty: all
 */
public record Kept(long[] columns, long[] places) {
    /** Every input and output. */
    public static final Kept ALL = new Kept(new long[0], new long[0]);

    /** Bytes of both indices. */
    public long bytes() {
        return Long.BYTES * (long) (columns.length + places.length);
    }
}
