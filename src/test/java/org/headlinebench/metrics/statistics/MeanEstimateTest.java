package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class MeanEstimateTest {
    @Test
    void theIntervalIsThatOfTheMean() {
        MeanEstimate found = MeanEstimate.of(new double[]{0.1, 0.7, 0.4, 0.2}, Bootstrap.STANDARD);
        assertThat(found.mean()).isEqualTo(found.interval().orElseThrow().estimate());
    }

    @Test
    void aSingleSampleHasAMeanWithoutAnInterval() {
        assertThat(MeanEstimate.of(new double[]{0.3}, Bootstrap.STANDARD))
                .isEqualTo(new MeanEstimate(0.3, Optional.empty()));
    }

    @Test
    void anIntervalOfAnotherMeanIsRefused() {
        Interval other = new Interval(2, 1, 3, 0.95, 100, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> new MeanEstimate(1, Optional.of(other)));
        assertThatIllegalArgumentException().isThrownBy(() -> MeanEstimate.of(new double[0], Bootstrap.STANDARD));
    }
}
