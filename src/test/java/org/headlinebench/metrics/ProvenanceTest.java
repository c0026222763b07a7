package org.headlinebench.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenanceTest {
    @Test
    void everyTagHasItsLowerCaseLabel() {
        assertThat(Provenance.values()).extracting(Provenance::label)
                .containsExactly("measured", "estimated", "simulated", "published");
    }
}
