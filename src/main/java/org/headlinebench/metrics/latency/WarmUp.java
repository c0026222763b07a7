package org.headlinebench.metrics.latency;

import java.util.List;

/**
 * When a run is warm: after at least one full sample, as soon as two consecutive sample times differ by less than 10 %
 * of the longer one, and at the latest after {@link #MAXIMUM_SAMPLES}. Warm-up samples count in no latency.
 */
public final class WarmUp {
    /** Warm-up ends here even where times still differ; {@link #hasSettled} tells such a run. */
    public static final int MAXIMUM_SAMPLES = 5;

    /** Largest difference of settled times, as a share of the longer one. */
    public static final double TOLERANCE = 0.10;

    private WarmUp() {}

    /**
     * Whether measuring may begin; a loop asks after each warm-up sample. Once true it stays true as samples are added.
     *
     * @param sampleMillis E2E times of the warm-up samples so far, in their order, finite and not negative
     */
    public static boolean isFinished(List<Double> sampleMillis) {
        return hasSettled(sampleMillis) || sampleMillis.size() >= MAXIMUM_SAMPLES;
    }

    /** Whether two consecutive times were alike; a run whose warm-up ended without it is marked. */
    public static boolean hasSettled(List<Double> sampleMillis) {
        for (double millis : sampleMillis) {
            if (!(millis >= 0 && millis < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a sample time must be finite and not negative: " + millis);
            }
        }
        for (int i = 1; i < sampleMillis.size(); i++) {
            if (areAlike(sampleMillis.get(i - 1), sampleMillis.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean areAlike(double first, double second) {
        return first == second || Math.abs(first - second) < TOLERANCE * Math.max(first, second);
    }
}
