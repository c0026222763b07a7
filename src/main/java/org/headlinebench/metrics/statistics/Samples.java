package org.headlinebench.metrics.statistics;

/** The conditions that every statistic of this package puts on its samples. */
final class Samples {
    private Samples() {}

    static void requireFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("sample " + i + " is not finite: " + values[i]);
            }
        }
    }

    static void requireNotEmpty(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
    }

    static void requirePairs(double[] candidate, double[] baseline) {
        if (candidate.length != baseline.length) {
            throw new IllegalArgumentException(
                    "samples are not paired: " + candidate.length + " against " + baseline.length);
        }
    }

    /** The plain sum divided by the count: exact for equal values, as the resamples of {@link Bootstrap} compute it. */
    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
