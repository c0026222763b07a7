package org.headlinebench.metrics.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The bootstrap behind every comparison of two runs: articles are drawn with replacement, both runs' values of an article
 * together, and all statistics are computed on the same draws.
 *
 * <p>Its intervals are <em>expanded</em> percentile intervals (Hesterberg 2015, "What Teachers Should Know About the
 * Bootstrap", section 5.3.1): a plain percentile interval of n values is too narrow, as a normal quantile in place of
 * Student's t and a standard deviation divided by n would be. So the tails are cut at
 * {@code Φ(−√(n/(n−1))·t)} with {@code t} the quantile of Student's t with n − 1 degrees of freedom: 2.2 % instead of
 * 2.5 % with 50 articles. {@code docs/decisions/0014-comparisons.md} has the coverage of both.
 *
 * <p>A p-value is the larger one of the bootstrap's (the level at which the interval would touch "equal") and the paired
 * t-test's: with skewed values either slips a little more often than it says, both together less. It also resolves what
 * 10,000 resamples cannot, which corrections for many comparisons need.
 *
 * <p>Resamples are drawn in blocks with a seed each, so that the result does not depend on how many threads draw them.
 *
 * @param resamples how many
 * @param level     confidence level, between 0 and 1
 * @param seed      of {@link SplitMix64}
 */
public record PairedBootstrap(int resamples, double level, long seed) {

    /** 95 % from 10,000 resamples with the program's fixed seed. */
    public static final PairedBootstrap STANDARD = new PairedBootstrap(10_000, 0.95, 42);

    private static final int BLOCK = 250;
    private static final long WORTH_A_THREAD = 4_000_000;

    public PairedBootstrap {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
        }
        if (resamples * (1 - level) / 2 < 1 - 1e-9) {
            throw new IllegalArgumentException(resamples + " resamples are too few for level " + level);
        }
    }

    /**
     * Estimates statistics over the same articles.
     *
     * @param statistics at least one; all of the same number of articles, at least 2
     * @return an estimate per statistic, in order
     */
    public List<PairedEstimate> estimate(List<? extends PairedStatistic> statistics) {
        int articles = statistics.getFirst().candidate().length;
        if (articles < 2 || statistics.stream().anyMatch(other -> other.candidate().length != articles)) {
            throw new IllegalArgumentException("statistics need the same articles, at least 2");
        }
        double[][] resampled = resample(statistics, articles);
        List<PairedEstimate> estimates = new ArrayList<>();
        for (int i = 0; i < resampled.length; i++) {
            estimates.add(estimate(statistics.get(i), resampled[i], articles));
        }
        return estimates;
    }

    /** The probability at which each tail is cut for intervals of this level over so many articles. */
    double tail(int articles) {
        double t = Gaussian.quantileT((1 - level) / 2, articles - 1);
        return Gaussian.cumulative(Math.sqrt(articles / (articles - 1.0)) * t);
    }

    private PairedEstimate estimate(PairedStatistic statistic, double[] resampled, int articles) {
        Arrays.sort(resampled);
        double estimate = value(statistic, Samples.mean(statistic.candidate()), Samples.mean(statistic.baseline()));
        double tail = tail(articles);
        double low = Percentiles.ofSorted(resampled, 100 * tail);
        double high = Percentiles.ofSorted(resampled, 100 - 100 * tail);
        var interval = new Interval(estimate, low, high, level, resamples, articles);
        double p = Math.max(bootstrapPValue(statistic.equal(), resampled, articles),
                studentPValue(statistic, estimate));
        // Interpolation may let the bound and the p-value disagree by a resample; the interval is what is printed.
        double alpha = 1 - level;
        return new PairedEstimate(interval, interval.excludes(statistic.equal()) ? p : Math.max(p, alpha));
    }

    /** The level at which the interval's bound would touch "equal"; 0 where no resample reaches it. */
    private static double bootstrapPValue(double equal, double[] sorted, int articles) {
        int below = count(sorted, equal, true);
        int above = count(sorted, equal, false);
        int beyond = Math.min(sorted.length - below, sorted.length - above);
        if (beyond == 0) {
            return 0;
        }
        double share = Math.min(0.5, (beyond + 0.5) / (sorted.length + 1.0));
        double distance = -Gaussian.quantile(share) * Math.sqrt((articles - 1.0) / articles);
        return Math.clamp(2 * Gaussian.cumulativeT(-distance, articles - 1), 0, 1);
    }

    /** The paired t-test's; of a ratio by the delta method. */
    private static double studentPValue(PairedStatistic statistic, double estimate) {
        double departure = Math.abs(estimate - statistic.equal());
        var sensitivity = Sensitivity.of(statistic);
        if (departure == 0 || sensitivity.deviation() == 0) {
            return departure == 0 ? 1 : 0;
        }
        double t = departure / (sensitivity.deviation() / Math.sqrt(sensitivity.articles()));
        return 2 * Gaussian.cumulativeT(-t, sensitivity.articles() - 1);
    }

    /** How many of the sorted values lie strictly below, or strictly above. */
    private static int count(double[] sorted, double value, boolean below) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below ? sorted[middle] < value : sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return below ? low : sorted.length - low;
    }

    private double[][] resample(List<? extends PairedStatistic> statistics, int articles) {
        var columns = new InterleavedColumns(
                statistics.stream().flatMap(each -> Stream.of(each.candidate(), each.baseline())).toList());
        double[][] results = new double[statistics.size()][resamples];
        var blocks = IntStream.range(0, (resamples + BLOCK - 1) / BLOCK);
        boolean worth = (long) resamples * articles > WORTH_A_THREAD;
        (worth ? blocks.parallel() : blocks).forEach(block -> {
            var random = new SplitMix64(new SplitMix64(seed + block).nextLong());
            int[] drawn = new int[articles];
            double[] sums = columns.sums();
            for (int i = block * BLOCK; i < Math.min(resamples, (block + 1) * BLOCK); i++) {
                for (int draw = 0; draw < articles; draw++) {
                    drawn[draw] = random.nextIndex(articles);
                }
                columns.sum(drawn, sums);
                for (int s = 0; s < results.length; s++) {
                    results[s][i] = value(statistics.get(s), sums[2 * s] / articles, sums[2 * s + 1] / articles);
                }
            }
        });
        return results;
    }

    /** A draw without any value of the baseline has no ratio; it says nothing either way. */
    private static double value(PairedStatistic statistic, double candidate, double baseline) {
        return switch (statistic) {
            case PairedStatistic.Ratio _ -> baseline > 0 ? candidate / baseline : 1;
            case PairedStatistic.Difference _ -> candidate - baseline;
        };
    }
}
