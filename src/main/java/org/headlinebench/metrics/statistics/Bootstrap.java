package org.headlinebench.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap (Efron 1979; Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13): draw as many
 * samples as there are, with replacement, many times; the interval lies between the {@code (1−level)/2} and
 * {@code (1+level)/2} quantiles ({@link Percentiles}) of the statistic over these resamples. As
 * {@code scipy.stats.bootstrap(…, method="percentile")}.
 *
 * <p>Paired methods resample articles, not numbers: both runs' values of an article are drawn together, so that what
 * makes an article easy or hard cancels. Fewer than two samples have no interval: the result is empty. The seed is used
 * anew by every call, so equal input gives an equal interval.
 *
 * @param resamples how many; enough that each tail holds at least one
 * @param level confidence level, between 0 and 1
 * @param seed of {@link SplitMix64}
 */
public record Bootstrap(int resamples, double level, long seed) {

    /** 95 % from 10,000 resamples with the program's fixed seed. */
    public static final Bootstrap STANDARD = new Bootstrap(10_000, 0.95, 42);

    public Bootstrap {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
        }
        if (resamples * (1 - level) / 2 < 1 - 1e-9) {
            throw new IllegalArgumentException(resamples + " resamples are too few for level " + level);
        }
    }

    /** The interval of a mean. */
    public Optional<Interval> mean(double[] values) {
        return means(List.of(values)).getFirst();
    }

    /**
     * The intervals of the means of several values per sample, each exactly as {@link #mean} gives it by itself: the draws
     * are the same, and are made once for all.
     *
     * @param columns at least one, all of the same length
     */
    public List<Optional<Interval>> means(List<double[]> columns) {
        columns.forEach(Samples::requireFinite);
        int count = columns.getFirst().length;
        if (count < 2) {
            return columns.stream().map(_ -> Optional.<Interval>empty()).toList();
        }
        var values = new InterleavedColumns(columns);
        double[][] means = new double[columns.size()][resamples];
        SplitMix64 random = new SplitMix64(seed);
        int[] drawn = new int[count];
        double[] sums = values.sums();
        for (int resample = 0; resample < resamples; resample++) {
            for (int i = 0; i < count; i++) {
                drawn[i] = random.nextIndex(count);
            }
            values.sum(drawn, sums);
            for (int column = 0; column < means.length; column++) {
                means[column][resample] = sums[column] / count;
            }
        }
        return IntStream.range(0, means.length)
                .mapToObj(column -> Optional.of(interval(Samples.mean(columns.get(column)), means[column], count)))
                .toList();
    }

    /**
     * The interval of {@code mean(candidate) − mean(baseline)}, e.g. of ROUGE.
     *
     * @param candidate a value per article
     * @param baseline a value per article, in the same order
     */
    public Optional<Interval> meanDifference(double[] candidate, double[] baseline) {
        Samples.requirePairs(candidate, baseline);
        double[] differences = new double[candidate.length];
        Arrays.setAll(differences, i -> candidate[i] - baseline[i]);
        return mean(differences);
    }

    /**
     * The interval of {@code mean(candidate) / mean(baseline)}, e.g. of latencies: below 1 the candidate takes less.
     *
     * @param candidate a value per article, not negative
     * @param baseline a value per article, in the same order, above 0
     */
    public Optional<Interval> ratioOfMeans(double[] candidate, double[] baseline) {
        Samples.requirePairs(candidate, baseline);
        Samples.requireFinite(candidate);
        Samples.requireFinite(baseline);
        for (int i = 0; i < candidate.length; i++) {
            if (candidate[i] < 0 || baseline[i] <= 0) {
                throw new IllegalArgumentException(
                        "pair " + i + " has no ratio: " + candidate[i] + " to " + baseline[i]);
            }
        }
        if (candidate.length < 2) {
            return Optional.empty();
        }
        int count = candidate.length;
        SplitMix64 random = new SplitMix64(seed);
        double[] ratios = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double candidateSum = 0;
            double baselineSum = 0;
            for (int i = 0; i < count; i++) {
                int article = random.nextIndex(count);
                candidateSum += candidate[article];
                baselineSum += baseline[article];
            }
            ratios[resample] = candidateSum / baselineSum;
        }
        return Optional.of(interval(Samples.mean(candidate) / Samples.mean(baseline), ratios, count));
    }

    private Interval interval(double estimate, double[] resampled, int samples) {
        Arrays.sort(resampled);
        double tailPercent = (1 - level) / 2 * 100;
        return new Interval(estimate, Percentiles.ofSorted(resampled, tailPercent),
                Percentiles.ofSorted(resampled, 100 - tailPercent), level, resamples, samples);
    }
}
