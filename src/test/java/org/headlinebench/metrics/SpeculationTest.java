package org.headlinebench.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class SpeculationTest {
    @Test
    void ratesAreThoseOfTheSumNotMeansOfRates() {
        var one = new Speculation(8, 6, 9, 3, 2, 1, 10);
        var other = new Speculation(2, 0, 3, 3, 1, 0.5, 20);
        Speculation sum = Speculation.sum(List.of(one, other)).orElseThrow();
        assertThat(sum).isEqualTo(new Speculation(10, 6, 12, 6, 3, 1.5, 30));
        assertThat(sum.acceptanceRate()).hasValue(0.6);
        assertThat(sum.meanAcceptedLength()).hasValue(3);
        assertThat(sum.tokensPerTargetPass()).hasValue(2);
        assertThat(Speculation.sum(List.of())).isEmpty();
    }

    @Test
    void whereNothingWasDraftedThereAreNoRates() {
        var none = new Speculation(0, 0, 5, 5, 0, 0.1, 30);
        assertThat(none.acceptanceRate()).isEmpty();
        assertThat(none.meanAcceptedLength()).isEmpty();
        assertThat(none.tokensPerTargetPass()).hasValue(1);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Speculation(2, 3, 3, 3, 1, 0, 0));
        var passes = java.util.Optional.of(java.util.List.of(new Speculation.Pass(2, 1, 2)));
        assertThatIllegalArgumentException().as("passes that do not add up")
                .isThrownBy(() -> new Speculation(3, 1, 3, 2, 1, 0, 0, passes));
        assertThatIllegalArgumentException().isThrownBy(() -> new Speculation.Pass(2, 1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Speculation(2, 1, 5, 3, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Speculation(2, 1, 3, 3, 3, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Speculation(2, 1, 3, 3, 1, Double.NaN, 0));
    }
}
