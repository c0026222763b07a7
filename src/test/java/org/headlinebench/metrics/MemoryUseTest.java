package org.headlinebench.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class MemoryUseTest {
    private static final OptionalLong UNREAD = OptionalLong.empty();

    @Test
    void theModelIsItsWeightsWithTheirScales() {
        assertThat(new MemoryUse(1000, 24, 7, UNREAD, UNREAD, UNREAD, UNREAD, Optional.empty()).modelBytes())
                .isEqualTo(1024);
    }

    @Test
    void thePeakIsTheLargerOfTheTwoThatWereRead() {
        assertThat(peaks(OptionalLong.of(5), OptionalLong.of(3)).peakBytes()).hasValue(5);
        assertThat(peaks(UNREAD, OptionalLong.of(3)).peakBytes()).hasValue(3);
    }

    @Test
    void aPeakThatNobodyReadIsAbsentNotZero() {
        assertThat(peaks(UNREAD, UNREAD).peakBytes()).isEmpty();
    }

    @Test
    void negativeBytesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> peaks(UNREAD, OptionalLong.of(-1)))
                .withMessageContaining("peakGenerationBytes");
    }

    private static MemoryUse peaks(OptionalLong load, OptionalLong generation) {
        return new MemoryUse(1, 0, 0, UNREAD, UNREAD, load, generation, Optional.empty());
    }
}
