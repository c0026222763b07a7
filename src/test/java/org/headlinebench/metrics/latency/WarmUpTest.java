package org.headlinebench.metrics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void itNeedsAtLeastOneSampleAndTwoToCompare() {
        assertThat(WarmUp.isFinished(List.of())).isFalse();
        assertThat(WarmUp.isFinished(List.of(100.0))).isFalse();
    }

    @Test
    void itEndsWhenTwoConsecutiveTimesDifferByLessThanTenPercent() {
        assertThat(WarmUp.isFinished(List.of(100.0, 90.1))).isTrue();
        assertThat(WarmUp.isFinished(List.of(90.1, 100.0))).isTrue();
        assertThat(WarmUp.isFinished(List.of(100.0, 90.0))).isFalse();
    }

    @Test
    void onlyConsecutiveTimesCount() {
        assertThat(WarmUp.isFinished(List.of(100.0, 200.0, 100.0))).isFalse();
    }

    @Test
    void itEndsAfterFiveSamplesAndTellsThatTheyNeverSettled() {
        List<Double> restless = List.of(100.0, 200.0, 100.0, 200.0, 100.0);
        assertThat(WarmUp.isFinished(restless.subList(0, 4))).isFalse();
        assertThat(WarmUp.isFinished(restless)).isTrue();
        assertThat(WarmUp.hasSettled(restless)).isFalse();
    }

    @Test
    void onceFinishedItStaysFinished() {
        assertThat(WarmUp.isFinished(List.of(100.0, 100.0, 300.0))).isTrue();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WarmUp.isFinished(List.of(1.0, Double.NaN)));
        assertThatIllegalArgumentException().isThrownBy(() -> WarmUp.isFinished(List.of(-1.0)));
    }
}
