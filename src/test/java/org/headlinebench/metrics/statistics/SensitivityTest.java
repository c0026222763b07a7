package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class SensitivityTest {
    @Test
    void theDetectableDifferenceIsTheOneOfTheExactPowerOfThePairedTTest() {
        for (JsonNode row : MetricsFixture.read("comparison.json").get("detectable")) {
            double expected = row.get(1).asDouble();
            assertThat(new Sensitivity(row.get(0).asInt(), 1).detectable()).as(row.toString())
                    .isCloseTo(expected, within(0.02 * expected));
        }
    }

    @Test
    void asManyArticlesAsItSaysSeeTheDifference() {
        var sensitivity = new Sensitivity(50, 0.07);
        long needed = sensitivity.articlesFor(0.01).orElseThrow();
        assertThat(new Sensitivity((int) needed, 0.07).detectable()).isLessThanOrEqualTo(0.01);
        assertThat(new Sensitivity((int) needed - 1, 0.07).detectable()).isGreaterThan(0.01);
        assertThat(sensitivity.articlesFor(1e-300)).isEmpty();
    }

    @Test
    void theInfluenceOfArticlesOnARatioHasTheRatiosStandardError() {
        var source = new Random(3);
        double[] baseline = source.doubles(4000, 100, 1000).toArray();
        double[] candidate = Arrays.stream(baseline).map(v -> v * source.nextDouble(0.4, 0.6)).toArray();
        var ratio = new PairedStatistic.Ratio(candidate, baseline);
        Interval interval = PairedBootstrap.STANDARD.estimate(List.of(ratio)).getFirst().interval();
        double standardError = Sensitivity.of(ratio).deviation() / Math.sqrt(4000);
        assertThat((interval.high() - interval.low()) / (2 * 1.96)).isCloseTo(standardError,
                within(0.05 * standardError));
    }

    @Test
    void articlesThatDoNotVarySeeEverything() {
        assertThat(new Sensitivity(10, 0).detectable()).isZero();
        assertThat(new Sensitivity(10, 0).articlesFor(0.01)).hasValue(Verdict.MINIMUM_PAIRS);
    }
}
