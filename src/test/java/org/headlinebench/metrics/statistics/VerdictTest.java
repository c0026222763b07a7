package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void aLatencyRatioBelowOneIsFasterAndAboveOneSlower() {
        assertThat(Verdict.ofLatencyRatio(interval(0.8, 0.99))).isEqualTo(Verdict.FASTER);
        assertThat(Verdict.ofLatencyRatio(interval(1.01, 1.2))).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void aQualityDifferenceAboveZeroIsBetterAndBelowZeroWorse() {
        assertThat(Verdict.ofQualityDifference(interval(0.001, 0.1))).isEqualTo(Verdict.BETTER);
        assertThat(Verdict.ofQualityDifference(interval(-0.1, -0.001))).isEqualTo(Verdict.WORSE);
    }

    @Test
    void anIntervalThatHoldsOrTouchesEqualityShowsNoDifference() {
        assertThat(Verdict.ofLatencyRatio(interval(0.9, 1.1))).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(Verdict.ofLatencyRatio(interval(0.9, 1))).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(Verdict.ofQualityDifference(interval(0, 0.1))).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void fiveArticlesShowNothingHoweverAlikeTheyAre() {
        Interval five = new Interval(0.5, 0.4, 0.6, 0.95, 10_000, 5);
        Interval six = new Interval(0.5, 0.4, 0.6, 0.95, 10_000, 6);
        assertThat(Verdict.ofLatencyRatio(five)).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(Verdict.ofLatencyRatio(six)).isEqualTo(Verdict.FASTER);
    }

    @Test
    void verdictsHaveTheirWords() {
        assertThat(Verdict.values()).extracting(Verdict::words)
                .containsExactly("faster", "slower", "better", "worse", "no difference shown");
    }

    private static Interval interval(double low, double high) {
        return new Interval((low + high) / 2, low, high, 0.95, 10_000, 50);
    }
}
