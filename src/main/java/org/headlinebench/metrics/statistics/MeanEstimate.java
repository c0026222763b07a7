package org.headlinebench.metrics.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A mean and how sure it is.
 *
 * @param mean arithmetic mean of the samples
 * @param interval its bootstrap interval; absent for a single sample
 */
public record MeanEstimate(double mean, Optional<Interval> interval) {
    public MeanEstimate {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean is not finite: " + mean);
        }
        interval.ifPresent(found -> {
            if (found.estimate() != mean) {
                throw new IllegalArgumentException("the interval is one of " + found.estimate() + ", not of " + mean);
            }
        });
    }

    /** Estimates the mean of at least one finite value. */
    public static MeanEstimate of(double[] values, Bootstrap bootstrap) {
        Samples.requireNotEmpty(values);
        return new MeanEstimate(Samples.mean(values), bootstrap.mean(values));
    }

    /** Estimates the means of several values per sample, each as {@link #of} does by itself, from the same draws. */
    public static List<MeanEstimate> ofAll(List<double[]> columns, Bootstrap bootstrap) {
        columns.forEach(Samples::requireNotEmpty);
        List<Optional<Interval>> intervals = bootstrap.means(columns);
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new MeanEstimate(Samples.mean(columns.get(i)), intervals.get(i)))
                .toList();
    }
}
