package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProportionTest {
    @Test
    void wilsonsIntervalIsScipys() throws IOException {
        try (InputStream in = ProportionTest.class.getResourceAsStream("/evaluation/scoring.json")) {
            for (JsonNode expected : JsonMapper.shared().readTree(in).get("wilson")) {
                Proportion share = Proportion.of(expected.get("successes").asInt(), expected.get("trials").asInt());
                assertThat(share.low()).isCloseTo(expected.get("low").asDouble(), within(1e-12));
                assertThat(share.high()).isCloseTo(expected.get("high").asDouble(), within(1e-12));
            }
        }
    }

    @Test
    void aShareOutsideTheIntervalIsExcluded() {
        assertThat(Proportion.of(6, 24).excludes(0.25)).isFalse();
        assertThat(Proportion.of(20, 24).excludes(0.25)).isTrue();
        assertThatThrownBy(() -> Proportion.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proportion.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
