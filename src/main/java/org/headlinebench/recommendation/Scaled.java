package org.headlinebench.recommendation;

import java.util.Optional;

import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.MeanEstimate;

/**
 * A mean in another unit, with its interval.
 *
 * @param value    the mean times the factor
 * @param interval bounds of its 95 % interval; absent for a single sample
 */
public record Scaled(double value, Optional<Bounds> interval) {
    /** Lower and upper bound. */
    public record Bounds(double low, double high) {}

    static Scaled of(MeanEstimate mean, double factor) {
        return new Scaled(mean.mean() * factor, mean.interval().map(interval -> bounds(interval, factor)));
    }

    private static Bounds bounds(Interval interval, double factor) {
        return new Bounds(interval.low() * factor, interval.high() * factor);
    }
}
