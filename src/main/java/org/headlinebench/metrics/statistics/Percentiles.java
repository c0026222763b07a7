package org.headlinebench.metrics.statistics;

import java.util.Arrays;

/**
 * Percentiles by linear interpolation between order statistics: definition 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages" (1996), NumPy's default.
 *
 * <p>With the values sorted as {@code x[0] … x[n−1]} and {@code h = (n−1)·p/100}, the percentile is
 * {@code x[⌊h⌋] + (h−⌊h⌋)·(x[⌊h⌋+1]−x[⌊h⌋])}.
 */
public final class Percentiles {
    /** How every export names the definition. */
    public static final String METHOD = "linear interpolation (Hyndman-Fan type 7)";

    private static final double EARLY_STOPPING_DOUBT = 0.01;

    private Percentiles() {}

    /**
     * The percentile of unsorted values.
     *
     * @param values at least one, finite; left as they are
     * @param percent from 0 (the minimum) to 100 (the maximum)
     */
    public static double of(double[] values, double percent) {
        Samples.requireNotEmpty(values);
        Samples.requireFinite(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, percent);
    }

    /**
     * The smallest number of samples at which a percentile is meaningful: 11 for p50, 64 for p90, 130 for p95, 662 for
     * p99.
     *
     * <p>It is the smallest {@code n} for which {@code qⁿ + n·(1−q)·qⁿ⁻¹ ≤ 0.01}, with {@code q} the percentile as a
     * share: with 99 % confidence at least two of the samples lie in the tail that it bounds, so that the tail is not
     * one sample's accident. Source: the early-stopping rule of MLPerf inference (policies, "early stopping"), which
     * gives 64 for p90 and 662 for p99. Below p50 the lower tail counts alike.
     *
     * @param percent above 0 and below 100: the extremes stay the sample's own at any count
     */
    public static int minimumSamples(double percent) {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException("percent must lie between 0 and 100: " + percent);
        }
        double tail = Math.min(percent, 100 - percent) / 100;
        double rest = 1 - tail;
        int samples = 2;
        while (Math.pow(rest, samples - 1) * (rest + samples * tail) > EARLY_STOPPING_DOUBT) {
            samples = Math.incrementExact(samples);
        }
        return samples;
    }

    /** Whether the percentile of so many samples must be marked <em>indicative</em>: see {@link #minimumSamples}. */
    public static boolean isIndicative(double percent, int samples) {
        return samples < minimumSamples(percent);
    }

    /** The percentile of values that are sorted already. */
    static double ofSorted(double[] sorted, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must lie within 0 and 100: " + percent);
        }
        double position = (sorted.length - 1) * (percent / 100);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double share = position - below;
        double distance = sorted[above] - sorted[below];
        // From the nearer end, as NumPy does, so that the result never leaves the two values.
        return share < 0.5 ? sorted[below] + distance * share : sorted[above] - distance * (1 - share);
    }
}
