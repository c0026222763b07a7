package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class DistributionTest {
    @Test
    void meanAndSampleDeviationEqualNumPys() {
        for (JsonNode expected : MetricsFixture.read("statistics.json").get("distributions")) {
            double[] values = MetricsFixture.numbers(expected.get("values"));
            Distribution found = Distribution.of(values).orElseThrow();
            assertThat(found.count()).isEqualTo(values.length);
            double mean = expected.get("mean").asDouble();
            assertThat(found.mean()).isCloseTo(mean, within(1e-12 * Math.max(1, Math.abs(mean))));
            if (values.length > 1) {
                assertThat(found.standardDeviation().orElseThrow())
                        .isCloseTo(expected.get("standardDeviation").asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void everyFieldIsTheStatisticItIsNamedAfter() {
        Distribution found = Distribution.of(new double[]{10, 30, 20, 0, 40}).orElseThrow();
        assertThat(found.min()).isEqualTo(0);
        assertThat(found.p50()).isEqualTo(20);
        assertThat(found.p90()).isCloseTo(36, within(1e-12));
        assertThat(found.p95()).isCloseTo(38, within(1e-12));
        assertThat(found.p99()).isCloseTo(39.6, within(1e-12));
        assertThat(found.max()).isEqualTo(40);
    }

    @Test
    void noSamplesHaveNoDistribution() {
        assertThat(Distribution.of(new double[0])).isEmpty();
    }

    @Test
    void aSingleSampleHasNoDeviation() {
        assertThat(Distribution.of(new double[]{7}).orElseThrow().standardDeviation()).isEmpty();
    }

    @Test
    void equalSamplesHaveThemselvesAsMean() {
        Distribution found = Distribution.of(new double[]{0.1, 0.1, 0.1}).orElseThrow();
        assertThat(found.mean()).isEqualTo(0.1);
        assertThat(found.standardDeviation()).hasValue(0);
    }

    @Test
    void tailsOfFewSamplesAreIndicative() {
        Distribution hundred = Distribution.of(new double[100]).orElseThrow();
        assertThat(hundred.isIndicative(90)).isFalse();
        assertThat(hundred.isIndicative(95)).isTrue();
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.of(new double[]{Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.of(new double[]{Double.MAX_VALUE, 1e308}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Distribution(2, 1, OptionalDouble.of(0), 1, 3, 2, 3, 3, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Distribution(2, 1, OptionalDouble.empty(), 1, 1, 1, 1, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Distribution(2, 9, OptionalDouble.of(0), 1, 1, 1, 1, 1, 1));
    }
}
