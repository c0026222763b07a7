package org.headlinebench.metrics.statistics;

/**
 * What a comparison with a baseline may say. A word of difference is used only where the interval excludes "equal" (1
 * for a ratio, 0 for a difference) and rests on at least {@link #MINIMUM_PAIRS} pairs.
 */
public enum Verdict {
    FASTER("faster"), SLOWER("slower"), BETTER("better"), WORSE("worse"), NO_DIFFERENCE_SHOWN("no difference shown");

    /**
     * Where all pairs differ in one direction, the bootstrap interval excludes "equal" however few they are; by chance
     * alone that happens with probability {@code 2·2⁻ⁿ}, which falls below 5 % at 6 pairs (sign test).
     */
    public static final int MINIMUM_PAIRS = 6;

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict as it is printed, e.g. {@code no difference shown}. */
    public String words() {
        return words;
    }

    /** Of the interval of candidate latency / baseline latency ({@link Bootstrap#ratioOfMeans}). */
    public static Verdict ofLatencyRatio(Interval ratio) {
        return of(ratio, 1, FASTER, SLOWER);
    }

    /** Of the interval of candidate quality − baseline quality ({@link Bootstrap#meanDifference}); more is better. */
    public static Verdict ofQualityDifference(Interval difference) {
        return of(difference, 0, WORSE, BETTER);
    }

    /**
     * Of one of several comparisons: a word of difference also needs a p-value below the level after the correction for all
     * of them ({@link HolmCorrection}).
     */
    public static Verdict ofLatencyRatio(Interval ratio, double adjustedPValue) {
        return adjustedPValue < 1 - ratio.level() ? ofLatencyRatio(ratio) : NO_DIFFERENCE_SHOWN;
    }

    /** As {@link #ofLatencyRatio(Interval, double)}, of quality. */
    public static Verdict ofQualityDifference(Interval difference, double adjustedPValue) {
        return adjustedPValue < 1 - difference.level() ? ofQualityDifference(difference) : NO_DIFFERENCE_SHOWN;
    }

    private static Verdict of(Interval interval, double equal, Verdict below, Verdict above) {
        if (interval.samples() < MINIMUM_PAIRS || !interval.excludes(equal)) {
            return NO_DIFFERENCE_SHOWN;
        }
        return interval.high() < equal ? below : above;
    }
}
