package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class PercentilesTest {
    @Test
    void percentilesEqualNumPys() {
        JsonNode distributions = MetricsFixture.read("statistics.json").get("distributions");
        assertThat(distributions.size()).isGreaterThanOrEqualTo(10);
        for (JsonNode distribution : distributions) {
            double[] values = MetricsFixture.numbers(distribution.get("values"));
            double[] percents = MetricsFixture.numbers(distribution.get("percents"));
            for (int i = 0; i < percents.length; i++) {
                double expected = distribution.get("percentiles").get(i).asDouble();
                assertThat(Percentiles.of(values, percents[i])).as("p%s of %s", percents[i], distribution.get("values"))
                        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void theTailOfFewSamplesIsNotTheirMaximum() {
        double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Percentiles.of(ten, 99)).isCloseTo(9.91, within(1e-12));
    }

    @Test
    void theValuesKeepTheirOrder() {
        double[] values = {3, 1, 2};
        Percentiles.of(values, 50);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void minimumSamplesAreThoseOfMlperfsEarlyStoppingRule() {
        assertThat(List.of(50, 90, 95, 99)).extracting(percent -> Percentiles.minimumSamples(percent))
                .containsExactly(11, 64, 130, 662);
        assertThat(Percentiles.minimumSamples(10)).isEqualTo(64);
    }

    @Test
    void aPercentileIsIndicativeBelowTheMinimumAndNoLongerAtIt() {
        assertThat(Percentiles.isIndicative(99, 661)).isTrue();
        assertThat(Percentiles.isIndicative(99, 662)).isFalse();
        assertThat(Percentiles.isIndicative(50, 1)).isTrue();
    }

    @Test
    void whatHasNoPercentileIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(new double[0], 50));
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(new double[]{1, Double.NaN}, 50));
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(new double[]{1}, 100.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.minimumSamples(100));
    }
}
