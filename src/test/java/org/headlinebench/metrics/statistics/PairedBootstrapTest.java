package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;
import org.headlinebench.metrics.statistics.PairedStatistic.Difference;
import org.headlinebench.metrics.statistics.PairedStatistic.Ratio;

@Isolated("one of its tests has a bound of time")
class PairedBootstrapTest {
    private static final int EXPERIMENTS = 2000;
    private static final int ARTICLES = 50;

    @Test
    void intervalsEqualSciPysAtTheExpandedLevel() {
        var fine = new PairedBootstrap(100_000, 0.95, 11);
        for (JsonNode comparison : MetricsFixture.read("comparison.json").get("comparisons")) {
            double[] candidate = MetricsFixture.numbers(comparison.get("candidate"));
            double[] baseline = MetricsFixture.numbers(comparison.get("baseline"));
            List<PairedEstimate> found = fine
                    .estimate(List.of(new Ratio(candidate, baseline), new Difference(candidate, baseline)));
            assertThat(fine.tail(candidate.length)).isCloseTo(comparison.get("ratio").get("tail").asDouble(),
                    within(1e-9));
            isClose(found.get(0).interval(), comparison.get("ratio"));
            isClose(found.get(1).interval(), comparison.get("difference"));
            assertThat(found.get(1).pValue()).as("near the paired t-test")
                    .isCloseTo(comparison.get("pairedT").asDouble(), within(0.05));
        }
    }

    /** Latencies of news articles: skewed between articles, nearly proportional within, with stalls. */
    @Test
    void intervalsOfALatencyRatioCoverTheTruth93To97TimesInAHundred() {
        var source = new Random(5);
        int covered = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            double[] article = articles(source);
            double[] baseline = noisy(article, source);
            double[] candidate = noisy(Arrays.stream(article).map(millis -> 0.6 * millis).toArray(), source);
            covered += estimate(experiment, new Ratio(candidate, baseline)).interval().excludes(0.6) ? 0 : 1;
        }
        assertThat((double) covered / EXPERIMENTS).isBetween(0.93, 0.97);
    }

    /** ROUGE of headlines: bounded, skewed, many zeros; some headlines are the same in both runs, others get worse. */
    @Test
    void intervalsOfARougeDifferenceCoverTheTruth93To97TimesInAHundred() {
        var source = new Random(6);
        int covered = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            double[] baseline = scores(source);
            double[] candidate = Arrays.stream(baseline)
                    .map(score -> source.nextDouble() < 0.4 ? score : 0.5 * score + 0.5 * score(source) - 0.02)
                    .toArray();
            double truth = 0.6 * -0.02;
            covered += estimate(experiment, new Difference(candidate, baseline)).interval().excludes(truth) ? 0 : 1;
        }
        assertThat((double) covered / EXPERIMENTS).isBetween(0.93, 0.97);
    }

    @Test
    void runsThatDoNotDifferGetAWordOfDifferenceInFewerThan5OfAHundredExperimentsWithFiveRuns() {
        var source = new Random(7);
        int slips = 0;
        for (int experiment = 0; experiment < EXPERIMENTS / 2; experiment++) {
            double[] article = articles(source);
            double[] baseline = noisy(article, source);
            double[] pValues = new double[5];
            for (int run = 0; run < pValues.length; run++) {
                pValues[run] = estimate(experiment, new Ratio(noisy(article, source), baseline)).pValue();
            }
            slips += Arrays.stream(HolmCorrection.adjust(pValues)).anyMatch(p -> p < 0.05) ? 1 : 0;
        }
        assertThat(slips / (EXPERIMENTS / 2.0)).isLessThan(0.05);
    }

    @Test
    void aSingleComparisonOfEqualRunsSlipsInFewerThan5OfAHundred() {
        var source = new Random(8);
        int slips = 0;
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            double[] one = scores(source);
            double[] other = Arrays.stream(one)
                    .map(score -> source.nextDouble() < 0.4 ? score : 0.5 * score + 0.5 * score(source))
                    .toArray();
            boolean turned = experiment % 2 == 0;
            PairedEstimate found = estimate(experiment, new Difference(turned ? one : other, turned ? other : one));
            slips += Verdict.ofQualityDifference(found.interval(), found.pValue()) == Verdict.NO_DIFFERENCE_SHOWN
                    ? 0
                    : 1;
        }
        assertThat((double) slips / EXPERIMENTS).isLessThan(0.05);
    }

    @Test
    void aDifferenceBeyondAllResamplesHasAPValueThatSurvivesHundredsOfComparisons() {
        double[] baseline = IntStream.range(0, 50).mapToDouble(i -> 100 + i).toArray();
        double[] candidate = Arrays.stream(baseline).map(v -> 0.5 * v + (int) v % 3).toArray();
        double p = PairedBootstrap.STANDARD.estimate(List.of(new Ratio(candidate, baseline))).getFirst().pValue();
        assertThat(p).isLessThan(1e-6).isPositive();
    }

    @Test
    void aPValueBelowTheLevelNeverStandsBesideAnIntervalThatHoldsEqual() {
        var source = new Random(9);
        int shown = 0;
        for (int i = 0; i < 300; i++) {
            double[] a = source.doubles(20).toArray();
            double[] b = source.doubles(20).map(v -> v + 0.12).toArray();
            PairedEstimate found = estimate(i, new Difference(a, b));
            boolean small = found.pValue() < 1 - 0.95;
            assertThat(small && !found.interval().excludes(0)).isFalse();
            shown += small ? 1 : 0;
        }
        assertThat(shown).isBetween(30, 270);
    }

    @Test
    void aRunComparedWithItselfDiffersNowhere() {
        double[] values = new Random(8).doubles(30, 0.1, 0.9).toArray();
        List<PairedEstimate> found = PairedBootstrap.STANDARD
                .estimate(List.of(new Ratio(values, values), new Difference(values, values)));
        assertThat(found.get(0)).isEqualTo(new PairedEstimate(new Interval(1, 1, 1, 0.95, 10_000, 30), 1));
        assertThat(found.get(1)).isEqualTo(new PairedEstimate(new Interval(0, 0, 0, 0.95, 10_000, 30), 1));
    }

    @Test
    void anEstimateIsTheSameBesideOthersAndAgain() {
        double[] a = new Random(1).doubles(500, 1, 2).toArray();
        double[] b = new Random(2).doubles(500, 1, 2).toArray();
        var first = new Ratio(a, b);
        PairedEstimate alone = PairedBootstrap.STANDARD.estimate(List.of(first)).getFirst();
        List<PairedEstimate> beside = PairedBootstrap.STANDARD
                .estimate(List.of(new Difference(b, a), new Ratio(b, a), first));
        assertThat(beside.get(2)).isEqualTo(alone);
    }

    @Test
    void tenThousandSamplesOfSevenMetricsTakeLessThanASecond() {
        var source = new Random(4);
        double[] a = source.doubles(10_000, 1, 2).toArray();
        double[] b = source.doubles(10_000, 1, 2).toArray();
        List<PairedStatistic> seven = List.of(new Ratio(a, b), new Ratio(b, a), new Ratio(a, b), new Difference(a, b),
                new Difference(b, a), new Difference(a, b), new Difference(a, b));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 4 && best >= 1_000_000_000L; i++) {
            long start = System.nanoTime();
            PairedBootstrap.STANDARD.estimate(seven);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best / 1e6).as("milliseconds").isLessThan(1000);
    }

    @Test
    void unpairedValuesAndRatiosToNothingAreRefused() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(two, new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(two, new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Difference(two, new double[]{1, Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(
                () -> PairedBootstrap.STANDARD.estimate(List.of(new Difference(new double[1], new double[1]))));
    }

    private static void isClose(Interval found, JsonNode scipy) {
        // As in BootstrapTest, a little more: the tails are cut further out.
        double tolerance = 0.06 * scipy.get("standardError").asDouble();
        assertThat(found.estimate()).isCloseTo(scipy.get("estimate").asDouble(), within(1e-9));
        assertThat(found.low()).isCloseTo(scipy.get("low").asDouble(), within(tolerance));
        assertThat(found.high()).isCloseTo(scipy.get("high").asDouble(), within(tolerance));
    }

    private static PairedEstimate estimate(long seed, PairedStatistic statistic) {
        return new PairedBootstrap(1000, 0.95, seed).estimate(List.of(statistic)).getFirst();
    }

    private static double[] articles(Random source) {
        return IntStream.range(0, ARTICLES).mapToDouble(_ -> 400 * Math.exp(source.nextGaussian(0, 0.4))).toArray();
    }

    private static double[] noisy(double[] article, Random source) {
        return Arrays.stream(article)
                .map(millis -> millis * source.nextGaussian(1, 0.04) * (source.nextDouble() < 0.02 ? 1.3 : 1))
                .toArray();
    }

    private static double[] scores(Random source) {
        return IntStream.range(0, ARTICLES).mapToDouble(_ -> score(source)).toArray();
    }

    private static double score(Random source) {
        return source.nextDouble() < 0.25 ? 0 : Math.min(1, 0.12 * -Math.log(1 - source.nextDouble()) + 0.08);
    }
}
