package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class GaussianTest {
    private static final JsonNode SCIPY = MetricsFixture.read("comparison.json");

    @Test
    void distributionsEqualSciPys() {
        for (JsonNode row : SCIPY.get("normal")) {
            double expected = row.get(1).asDouble();
            assertThat(Gaussian.cumulative(row.get(0).asDouble())).isCloseTo(expected, within(1e-11 * expected));
        }
        for (JsonNode row : SCIPY.get("t")) {
            double expected = row.get(2).asDouble();
            assertThat(Gaussian.cumulativeT(row.get(0).asDouble(), row.get(1).asDouble())).as(row.toString())
                    .isCloseTo(expected, within(1e-9 * expected));
        }
    }

    @Test
    void quantilesEqualSciPys() {
        for (JsonNode row : SCIPY.get("normalQuantiles")) {
            assertThat(Gaussian.quantile(row.get(0).asDouble())).isCloseTo(row.get(1).asDouble(), within(1e-8));
        }
        for (JsonNode row : SCIPY.get("tQuantiles")) {
            double expected = row.get(2).asDouble();
            assertThat(Gaussian.quantileT(row.get(0).asDouble(), row.get(1).asDouble()))
                    .isCloseTo(expected, within(1e-8 * Math.abs(expected)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.quantile(1));
    }
}
