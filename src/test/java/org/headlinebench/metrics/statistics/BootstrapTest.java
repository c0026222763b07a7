package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class BootstrapTest {
    private static final JsonNode COMPARISONS = MetricsFixture.read("statistics.json").get("comparisons");

    @Test
    void meanIntervalsEqualSciPysWithinMonteCarloError() {
        compare("mean", (candidate, baseline) -> fine().mean(candidate).orElseThrow());
    }

    @Test
    void meanDifferenceIntervalsEqualSciPysPairedOnes() {
        compare("meanDifference", (candidate, baseline) -> fine().meanDifference(candidate, baseline).orElseThrow());
    }

    @Test
    void ratioIntervalsEqualSciPysPairedOnes() {
        compare("ratioOfMeans", (candidate, baseline) -> fine().ratioOfMeans(candidate, baseline).orElseThrow());
    }

    @Test
    void a95PercentIntervalCoversTheTrueMeanAbout95TimesInAHundred() {
        Random source = new Random(5);
        int trials = 1500;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = source.doubles(50).map(u -> 3 + u).toArray();
            Interval interval = new Bootstrap(800, 0.95, trial).mean(values).orElseThrow();
            covered += interval.excludes(3.5) ? 0 : 1;
        }
        // The percentile method is known to cover a little less: about 94 % for 50 samples.
        assertThat((double) covered / trials).isBetween(0.925, 0.965);
    }

    @Test
    void aPairedRatioOfEqualRunsCoversOneAbout95TimesInAHundred() {
        Random source = new Random(6);
        int trials = 1500;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] article = source.doubles(40, 100, 1000).toArray();
            double[] candidate = Arrays.stream(article).map(millis -> millis + source.nextGaussian(0, 10)).toArray();
            double[] baseline = Arrays.stream(article).map(millis -> millis + source.nextGaussian(0, 10)).toArray();
            Interval interval = new Bootstrap(800, 0.95, trial).ratioOfMeans(candidate, baseline).orElseThrow();
            covered += interval.excludes(1) ? 0 : 1;
        }
        assertThat((double) covered / trials).isBetween(0.92, 0.965);
    }

    @Test
    void pairingShowsADifferenceThatTheSpreadOfTheArticlesWouldHide() {
        double[] baseline = new Random(7).doubles(50, 100, 1000).toArray();
        double[] candidate = Arrays.stream(baseline).map(millis -> millis * 0.98).toArray();
        Interval ratio = Bootstrap.STANDARD.ratioOfMeans(candidate, baseline).orElseThrow();
        assertThat(ratio.low()).isCloseTo(0.98, within(1e-9));
        assertThat(ratio.high()).isCloseTo(0.98, within(1e-9));
        assertThat(Bootstrap.STANDARD.mean(candidate).orElseThrow().excludes(Samples.mean(baseline))).isFalse();
    }

    @Test
    void aRunComparedWithItselfHasExactlyNoDifference() {
        double[] values = new Random(8).doubles(30, 0.1, 0.9).toArray();
        Interval ratio = Bootstrap.STANDARD.ratioOfMeans(values, values).orElseThrow();
        Interval difference = Bootstrap.STANDARD.meanDifference(values, values).orElseThrow();
        assertThat(ratio).isEqualTo(new Interval(1, 1, 1, 0.95, 10_000, 30));
        assertThat(difference).isEqualTo(new Interval(0, 0, 0, 0.95, 10_000, 30));
    }

    @Test
    void equalSamplesHaveAnIntervalOfNoWidth() {
        Interval interval = Bootstrap.STANDARD.mean(new double[]{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}).orElseThrow();
        assertThat(interval.low()).isEqualTo(interval.estimate()).isEqualTo(interval.high());
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        double[] values = new Random(9).doubles(20).toArray();
        assertThat(Bootstrap.STANDARD.mean(values)).isEqualTo(Bootstrap.STANDARD.mean(values.clone()));
        assertThat(new Bootstrap(10_000, 0.95, 43).mean(values)).isNotEqualTo(Bootstrap.STANDARD.mean(values));
    }

    @Test
    void fewerThanTwoSamplesHaveNoInterval() {
        assertThat(Bootstrap.STANDARD.mean(new double[]{1})).isEmpty();
        assertThat(Bootstrap.STANDARD.ratioOfMeans(new double[]{1}, new double[]{2})).isEmpty();
        assertThat(Bootstrap.STANDARD.meanDifference(new double[0], new double[0])).isEmpty();
    }

    @Test
    void unpairedSamplesAndRatiosToNothingAreRefused() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.STANDARD.meanDifference(two, new double[3]))
                .withMessageContaining("2 against 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.STANDARD.ratioOfMeans(two, new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> Bootstrap.STANDARD.ratioOfMeans(two, new double[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.STANDARD.mean(new double[]{1, Double.POSITIVE_INFINITY}));
    }

    @Test
    void resamplesTooFewForTheTailsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(39, 0.95, 1));
        assertThat(new Bootstrap(40, 0.95, 1).resamples()).isEqualTo(40);
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(1000, 1, 1));
    }

    private static Bootstrap fine() {
        return new Bootstrap(100_000, 0.95, 11);
    }

    /**
     * The quantile of B resamples has a standard error of about {@code √(0.025·0.975/B)/0.0584} bootstrap standard
     * errors: 0.0085 for our 100,000 and 0.006 for SciPy's 200,000, together 0.0104; 0.05 is nearly five times that.
     */
    private static void compare(String statistic, BiFunction<double[], double[], Interval> ours) {
        assertThat(COMPARISONS.size()).isEqualTo(3);
        for (JsonNode comparison : COMPARISONS) {
            JsonNode scipy = comparison.get(statistic);
            Interval found = ours.apply(MetricsFixture.numbers(comparison.get("candidate")),
                    MetricsFixture.numbers(comparison.get("baseline")));
            double tolerance = 0.05 * scipy.get("standardError").asDouble();
            assertThat(found.estimate()).isCloseTo(scipy.get("estimate").asDouble(), within(1e-9));
            assertThat(found.low()).isCloseTo(scipy.get("low").asDouble(), within(tolerance));
            assertThat(found.high()).isCloseTo(scipy.get("high").asDouble(), within(tolerance));
        }
    }
}
