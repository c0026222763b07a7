package org.headlinebench.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RooflineShareTest {
    @Test
    void theShareIsBytesReadPerSecondOverTheBandwidth() {
        assertThat(new RooflineShare(2.5e9, 12, 40e9).share()).isEqualTo(0.75);
    }

    @Test
    void aBandwidthOfZeroOrANumberThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RooflineShare(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RooflineShare(-1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RooflineShare(1, Double.NaN, 1));
    }
}
