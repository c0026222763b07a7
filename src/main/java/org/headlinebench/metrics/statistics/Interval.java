package org.headlinebench.metrics.statistics;

/**
 * A confidence interval, in the unit of the estimate.
 *
 * @param estimate the statistic of the samples themselves
 * @param low lower bound
 * @param high upper bound
 * @param level confidence level, e.g. 0.95
 * @param resamples bootstrap resamples it was made from
 * @param samples samples (or pairs of samples) it rests on, at least 2
 */
public record Interval(double estimate, double low, double high, double level, int resamples, int samples) {
    public Interval {
        Samples.requireFinite(new double[]{estimate, low, high});
        if (low > high) {
            throw new IllegalArgumentException("low " + low + " is above high " + high);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
        }
        if (resamples < 1 || samples < 2) {
            throw new IllegalArgumentException("too few resamples or samples: " + resamples + ", " + samples);
        }
    }

    /** Whether the value lies outside; a bound itself lies inside. */
    public boolean excludes(double value) {
        return value < low || value > high;
    }
}
