package org.headlinebench.metrics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

class LatencySummaryTest {
    private static final SampleTimes SHORT = new SampleTimes(1, 39, 39, 0, 60, List.of(40.0));
    private static final SampleTimes MEDIUM = new SampleTimes(1, 49, 80, 1, 100, List.of(50.0, 70.0));
    private static final SampleTimes LONG = new SampleTimes(1, 59, 100, 1, 140, List.of(60.0, 80.0, 100.0));
    private static final LatencySummary SUMMARY = LatencySummary.of(List.of(LONG, SHORT, MEDIUM), 400).orElseThrow();

    @Test
    void latenciesAreDistributionsOverTheSamples() {
        assertThat(SUMMARY.samples()).isEqualTo(3);
        assertThat(SUMMARY.endToEndMillis().mean()).isEqualTo(100);
        assertThat(SUMMARY.endToEndMillis().max()).isEqualTo(140);
        assertThat(SUMMARY.ttftMillis().p50()).isEqualTo(50);
    }

    @Test
    void timePerOutputTokenCoversOnlySamplesOfTwoTokens() {
        assertThat(SUMMARY.tpotMillis().orElseThrow().count()).isEqualTo(2);
        assertThat(SUMMARY.tpotMillis().orElseThrow().mean()).isEqualTo((50 + 40) / 2.0);
    }

    @Test
    void interTokenLatenciesOfAllSamplesAreOneDistribution() {
        assertThat(SUMMARY.interTokenMillis().orElseThrow().count()).isEqualTo(3);
        assertThat(SUMMARY.interTokenMillis().orElseThrow().mean()).isEqualTo(20);
    }

    @Test
    void throughputIsOverTheWallTimeNotOverTheSumOfLatencies() {
        assertThat(SUMMARY.outputTokens()).isEqualTo(6);
        assertThat(SUMMARY.outputTokensPerSecond()).isEqualTo(15);
        assertThat(SUMMARY.samplesPerSecond()).isEqualTo(7.5);
    }

    @Test
    void tokensPerSecondPerUserIsTheInverseOfTheMeanTimePerOutputToken() {
        assertThat(SUMMARY.tokensPerSecondPerUser().orElseThrow()).isCloseTo(1000.0 / 45, within(1e-12));
    }

    @Test
    void theMedianRateIsTheMedianOfTheSamplesRates() {
        // 1/39, 2/80 and 3/100 per millisecond: the middle one is 1/39.
        assertThat(SUMMARY.medianTokensPerSecond()).hasValue(1000.0 / 39);
    }

    @Test
    void whatSingleTokensCannotTellIsAbsent() {
        LatencySummary single = LatencySummary.of(List.of(SHORT), 60).orElseThrow();
        assertThat(single.tpotMillis()).isEmpty();
        assertThat(single.interTokenMillis()).isEmpty();
        assertThat(single.tokensPerSecondPerUser()).isEmpty();
    }

    @Test
    void noSamplesHaveNoSummary() {
        assertThat(LatencySummary.of(List.of(), 0)).isEmpty();
    }

    @Test
    void aWallTimeOfZeroIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySummary.of(List.of(SHORT), 0))
                .withMessageContaining("wallMillis");
    }
}
