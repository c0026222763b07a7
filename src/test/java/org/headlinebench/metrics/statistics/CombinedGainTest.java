package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CombinedGainTest {
    private static final double[] BASELINE = IntStream.range(0, 40).mapToDouble(i -> 100 + i % 7).toArray();

    @Test
    void gainsThatMultiplyShowNoSynergy() {
        CombinedGain gain = CombinedGain.of(BASELINE, List.of(scaled(0.5), scaled(0.8)), scaled(0.4),
                Bootstrap.STANDARD).orElseThrow();
        assertThat(gain.gain().estimate()).isCloseTo(2.5, within());
        assertThat(gain.product()).isCloseTo(2.5, within());
        assertThat(gain.synergy().excludes(gain.synergy().estimate())).isFalse();
        assertThat(gain.synergy().low()).isCloseTo(1, within());
    }

    @Test
    void aCombinationThatGainsLessThanItsPartsIsBelowOne() {
        CombinedGain gain = CombinedGain.of(BASELINE, List.of(scaled(0.5), scaled(0.8)), scaled(0.5),
                Bootstrap.STANDARD).orElseThrow();
        assertThat(gain.synergy().high()).isLessThan(1);
        assertThat(gain.synergy().estimate()).isCloseTo(0.8, within());
    }

    @Test
    void oneArticleAndUnpairedTimesSayNothing() {
        assertThat(CombinedGain.of(new double[]{1}, List.of(new double[]{1}), new double[]{1}, Bootstrap.STANDARD))
                .isEmpty();
        assertThatThrownBy(() -> CombinedGain.of(BASELINE, List.of(new double[]{1}), BASELINE, Bootstrap.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] scaled(double factor) {
        return IntStream.range(0, BASELINE.length).mapToDouble(i -> BASELINE[i] * factor).toArray();
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }
}
