package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights that are made up: each is a function of the seed, its tensor and its place, so that every shard of a model, and
 * every reading of it, finds the same numbers. Matrices are uniform with a variance of 1 / columns, which keeps activations
 * of the size of real ones; norms are 1, biases 0.
 *
 * @param seed   of this tensor
 * @param spread largest magnitude; 0: all are {@code centre}
 * @param centre the mean
 */
record RandomNumbers(long seed, float spread, float centre) {

    private static final float STEP = 0x1p-23f;
    private static final long WEIGHTS_AT_ONCE = 1 << 24;

    static RandomNumbers of(long modelSeed, String tensor, long columns, boolean isVector) {
        if (isVector) {
            return new RandomNumbers(0, 0, tensor.endsWith(".bias") ? 0 : 1);
        }
        return new RandomNumbers(mixed(modelSeed * 31 + tensor.hashCode()), (float) Math.sqrt(3.0 / columns), 0);
    }

    /** Rows are made by as many threads as there are, which the destination may belong to none of. */
    void read(TensorType target, MemorySegment destination, long fromRow, long rowCount, long columns) {
        if (columns == 1) {
            write(target, destination, new float[(int) rowCount], fromRow);
            return;
        }
        long bytes = target.bytes(columns);
        int most = (int) Math.max(1, WEIGHTS_AT_ONCE / columns);
        for (long at = 0; at < rowCount; at += most) {
            long first = at;
            int count = (int) Math.min(most, rowCount - at);
            var rows = new byte[count][];
            IntStream.range(0, count).parallel().forEach(row -> {
                rows[row] = new byte[(int) bytes];
                write(target, MemorySegment.ofArray(rows[row]), new float[(int) columns],
                        (fromRow + first + row) * columns);
            });
            for (int row = 0; row < count; row++) {
                MemorySegment.copy(MemorySegment.ofArray(rows[row]), 0, destination, (at + row) * bytes, bytes);
            }
        }
    }

    private void write(TensorType target, MemorySegment destination, float[] numbers, long first) {
        fill(numbers, first);
        FloatNumbers.write(numbers, numbers.length, target, destination);
    }

    private void fill(float[] numbers, long first) {
        if (spread == 0) {
            Arrays.fill(numbers, centre);
            return;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = centre + spread * ((mixed(seed + first + i) >> 40) * STEP);
        }
    }

    /** SplitMix64's finalizer (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
