package org.headlinebench.metrics.statistics;

import java.util.Arrays;
import java.util.Optional;

/** How much of a baseline's quality is kept: {@code mean(candidate) / mean(baseline)} of scores that may be 0. */
public final class MeanShare {
    private MeanShare() {}

    /**
     * The share with its paired bootstrap interval. That its lower bound is at least {@code s} says the same as that the
     * interval of {@code mean(candidate) − s·mean(baseline)} lies at or above 0.
     *
     * @param candidate a score per article, not negative
     * @param baseline  a score per article, in the same order, not negative
     * @return empty below two articles, and where a resample of the baseline has no score above 0
     */
    public static Optional<Interval> of(double[] candidate, double[] baseline, Bootstrap bootstrap) {
        Samples.requirePairs(candidate, baseline);
        requireNotNegative(candidate);
        requireNotNegative(baseline);
        int count = candidate.length;
        if (count < 2 || Samples.mean(baseline) == 0) {
            return Optional.empty();
        }
        var random = new SplitMix64(bootstrap.seed());
        double[] shares = new double[bootstrap.resamples()];
        for (int resample = 0; resample < shares.length; resample++) {
            double ours = 0;
            double theirs = 0;
            for (int i = 0; i < count; i++) {
                int article = random.nextIndex(count);
                ours += candidate[article];
                theirs += baseline[article];
            }
            if (theirs == 0) {
                return Optional.empty();
            }
            shares[resample] = ours / theirs;
        }
        Arrays.sort(shares);
        double tailPercent = (1 - bootstrap.level()) / 2 * 100;
        return Optional.of(new Interval(Samples.mean(candidate) / Samples.mean(baseline),
                Percentiles.ofSorted(shares, tailPercent), Percentiles.ofSorted(shares, 100 - tailPercent),
                bootstrap.level(), bootstrap.resamples(), count));
    }

    private static void requireNotNegative(double[] scores) {
        Samples.requireFinite(scores);
        if (Arrays.stream(scores).anyMatch(score -> score < 0)) {
            throw new IllegalArgumentException("a score is negative");
        }
    }
}
