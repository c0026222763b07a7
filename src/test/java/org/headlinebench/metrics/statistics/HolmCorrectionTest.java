package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class HolmCorrectionTest {
    @Test
    void adjustedValuesEqualTheDocumentedOnes() {
        JsonNode holm = MetricsFixture.read("comparison.json").get("holm");
        assertThat(HolmCorrection.adjust(MetricsFixture.numbers(holm.get("p"))))
                .containsExactly(MetricsFixture.numbers(holm.get("adjusted")), within(1e-12));
    }

    @Test
    void aSingleComparisonKeepsItsValueAndNoneExceedsOne() {
        assertThat(HolmCorrection.adjust(new double[]{0.03})).containsExactly(0.03);
        assertThat(HolmCorrection.adjust(new double[]{0.9, 0.8})).containsExactly(1, 1);
        assertThat(HolmCorrection.adjust(new double[0])).isEmpty();
    }
}
