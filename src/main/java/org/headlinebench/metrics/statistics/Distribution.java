package org.headlinebench.metrics.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The distribution of at least one sample, in the unit of the samples. Where there is no sample there is no
 * distribution: {@link #of} is empty then.
 *
 * @param count number of samples, at least 1
 * @param mean arithmetic mean
 * @param standardDeviation of the sample: {@code √(Σ(x−mean)²/(n−1))}; absent for a single sample
 * @param min smallest sample
 * @param p50 median; all percentiles as {@link Percentiles} defines them
 * @param p90 90th percentile
 * @param p95 95th percentile
 * @param p99 99th percentile; {@link #isIndicative} says which percentiles have too few samples to be more than a hint
 * @param max largest sample
 */
public record Distribution(int count, double mean, OptionalDouble standardDeviation, double min, double p50, double p90,
        double p95, double p99, double max) {

    public Distribution {
        if (count < 1) {
            throw new IllegalArgumentException("a distribution needs a sample, count is " + count);
        }
        if (standardDeviation.isPresent() == (count == 1)) {
            throw new IllegalArgumentException(
                    "the standard deviation is defined from 2 samples on, count is " + count);
        }
        double spread = standardDeviation.orElse(0);
        double[] ordered = {min, p50, p90, p95, p99, max};
        Samples.requireFinite(ordered);
        if (!(spread >= 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("standardDeviation must be finite and not negative: " + spread);
        }
        for (int i = 1; i < ordered.length; i++) {
            if (ordered[i] < ordered[i - 1]) {
                throw new IllegalArgumentException("percentiles must not fall: " + Arrays.toString(ordered));
            }
        }
        if (!(mean >= min && mean <= max)) {
            throw new IllegalArgumentException("mean " + mean + " lies outside " + min + " and " + max);
        }
    }

    /**
     * Describes samples.
     *
     * @param values finite, in any order; left as they are
     * @return empty where there are none
     */
    public static Optional<Distribution> of(double[] values) {
        Samples.requireFinite(values);
        if (values.length == 0) {
            return Optional.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double min = sorted[0];
        double max = sorted[sorted.length - 1];
        // Rounding may carry the mean of equal values one step outside of them.
        double mean = Math.clamp(DoubleStream.of(sorted).sum() / sorted.length, min, max);
        return Optional.of(new Distribution(sorted.length, mean, standardDeviation(sorted, mean), min,
                Percentiles.ofSorted(sorted, 50), Percentiles.ofSorted(sorted, 90), Percentiles.ofSorted(sorted, 95),
                Percentiles.ofSorted(sorted, 99), max));
    }

    /** Whether a percentile of this distribution has too few samples: see {@link Percentiles#minimumSamples}. */
    public boolean isIndicative(double percent) {
        return Percentiles.isIndicative(percent, count);
    }

    private static OptionalDouble standardDeviation(double[] values, double mean) {
        if (values.length < 2) {
            return OptionalDouble.empty();
        }
        double squares = DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
    }
}
