package org.headlinebench.metrics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SampleTimesTest {
    private static final SampleTimes FOUR_TOKENS = new SampleTimes(2, 50, 110, 1, 120,
            List.of(53.0, 73.0, 73.0, 112.0));
    private static final SampleTimes ONE_TOKEN = new SampleTimes(2, 50, 50, 1, 60, List.of(53.0));

    @Test
    void timeToFirstTokenCountsFromHandingOverTheText() {
        assertThat(FOUR_TOKENS.ttftMillis()).isEqualTo(53);
    }

    @Test
    void interTokenLatenciesAreDifferencesAndZeroWithinOneSpeculativeStep() {
        assertThat(FOUR_TOKENS.interTokenMillis()).containsExactly(20.0, 0.0, 39.0);
        assertThat(ONE_TOKEN.interTokenMillis()).isEmpty();
    }

    @Test
    void timePerOutputTokenLeavesTheFirstTokenOut() {
        assertThat(FOUR_TOKENS.tpotMillis()).hasValue((120.0 - 53) / 3);
    }

    @Test
    void aSingleTokenHasNoTimePerOutputToken() {
        assertThat(ONE_TOKEN.tpotMillis()).isEmpty();
        assertThat(ONE_TOKEN.decodeTokensPerSecond()).isEmpty();
    }

    @Test
    void ratesAreTokensPerSecondOfTheModelLoop() {
        assertThat(FOUR_TOKENS.tokensPerSecond()).hasValue(4000.0 / 110);
        assertThat(FOUR_TOKENS.decodeMillis()).isEqualTo(60);
        assertThat(FOUR_TOKENS.decodeTokensPerSecond()).hasValue(50);
    }

    @Test
    void aClockThatDidNotMoveGivesNoInfiniteRate() {
        SampleTimes still = new SampleTimes(0, 0, 0, 0, 0, List.of(0.0, 0.0));
        assertThat(still.tokensPerSecond()).isEmpty();
        assertThat(still.decodeTokensPerSecond()).isEmpty();
        assertThat(still.tpotMillis()).hasValue(0);
    }

    @Test
    void timesThatCannotBeAreRefused() {
        refused("fall", () -> new SampleTimes(0, 1, 9, 0, 10, List.of(3.0, 2.0)));
        refused("without a token", () -> new SampleTimes(0, 1, 9, 0, 10, List.of()));
        refused("tokenMillis", () -> new SampleTimes(0, 1, 9, 0, 10, List.of(3.0, 10.1)));
        refused("prefillMillis", () -> new SampleTimes(0, 9.1, 9, 0, 10, List.of(3.0)));
        refused("generateMillis", () -> new SampleTimes(0, 1, 11, 0, 10, List.of(3.0)));
        refused("tokenizeMillis", () -> new SampleTimes(-1, 1, 9, 0, 10, List.of(3.0)));
        refused("detokenizeMillis", () -> new SampleTimes(0, 1, 9, Double.NaN, 10, List.of(3.0)));
        refused("endToEndMillis", () -> new SampleTimes(0, 1, 9, 0, Double.POSITIVE_INFINITY, List.of(3.0)));
    }

    @Test
    void roundingOfAContainedTimeIsForgiven() {
        assertThat(new SampleTimes(0, 10.0000000001, 10, 0, 10, List.of(10.0000000001)).decodeMillis()).isZero();
    }

    @Test
    void laterChangesOfTheListDoNotReachTheRecord() {
        List<Double> times = new ArrayList<>(List.of(1.0));
        SampleTimes sample = new SampleTimes(0, 1, 1, 0, 2, times);
        times.add(0.5);
        assertThat(sample.outputTokens()).isEqualTo(1);
    }

    private static void refused(String reason, ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(reason);
    }
}
