package org.headlinebench.metrics.statistics;

/**
 * The generator behind everything random in the metrics: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
 * number generators", 2014; constants of Vigna's {@code splitmix64.c}). Written out because the JDK does not promise
 * the sequences of its own fast generators, and an interval printed today must come out the same in the next JDK.
 */
public final class SplitMix64 {
    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * A number from 0 to {@code bound − 1}, as {@code ⌊u·bound/2³²⌋} of the upper 32 bits {@code u}. Its bias is at
     * most {@code bound/2³²}, for 10,000 samples two in a million, far below the noise of a bootstrap.
     *
     * @param bound at least 1
     */
    public int nextIndex(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }
}
