package org.headlinebench.metrics;

/**
 * How much of the memory bandwidth decoding uses: at batch 1 every token reads all weights and the cache once, so that
 * bandwidth bounds decoding ("roofline", Williams, Waterman, Patterson 2009). It makes a speed self-checking: a share
 * above 1 says that a number is wrong or that data stayed in a cache.
 *
 * @param bytesPerToken bytes of weights and KV cache read for one token, at least 0
 * @param decodeTokensPerSecond tokens per second after the first token, at least 0
 * @param bandwidthBytesPerSecond bandwidth of this device as measured by the program's own copy test, above 0
 */
public record RooflineShare(double bytesPerToken, double decodeTokensPerSecond, double bandwidthBytesPerSecond) {
    public RooflineShare {
        requireFiniteNotNegative("bytesPerToken", bytesPerToken);
        requireFiniteNotNegative("decodeTokensPerSecond", decodeTokensPerSecond);
        requireFiniteNotNegative("bandwidthBytesPerSecond", bandwidthBytesPerSecond);
        if (bandwidthBytesPerSecond == 0) {
            throw new IllegalArgumentException("bandwidthBytesPerSecond must be above 0");
        }
    }

    /** {@code bytesPerToken · decodeTokensPerSecond / bandwidthBytesPerSecond}; 1 is the roofline. */
    public double share() {
        return bytesPerToken * decodeTokensPerSecond / bandwidthBytesPerSecond;
    }

    private static void requireFiniteNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and not negative: " + value);
        }
    }
}
