package org.headlinebench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import org.headlinebench.optimization.Decoding;

class DraftLengthTest {
    @Test
    void anAdaptiveLengthGrowsByTwoWhenAllWereAcceptedAndShrinksByOneOtherwise() {
        var length = new DraftLength(4, true);
        length.accepted(4);
        assertThat(length.tokens()).isEqualTo(6);
        length.accepted(5);
        assertThat(length.tokens()).isEqualTo(5);
        for (int i = 0; i < 10; i++) {
            length.accepted(0);
        }
        assertThat(length.tokens()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            length.accepted(length.tokens());
        }
        assertThat(length.tokens()).isEqualTo(Decoding.MOST_TOKENS);
    }

    @Test
    void aFixedLengthStays() {
        var length = new DraftLength(4, false);
        length.accepted(4);
        length.accepted(0);
        assertThat(length.tokens()).isEqualTo(4);
    }
}
