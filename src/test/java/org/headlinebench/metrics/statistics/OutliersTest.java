package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OutliersTest {
    @Test
    void scoresFollowTheFormula() {
        // Median 3, distances 2 1 0 1 97, their median 1.
        double[] scores = Outliers.modifiedZScores(new double[]{1, 2, 3, 4, 100});
        assertThat(scores).containsExactly(new double[]{-1.349, -0.6745, 0, 0.6745, 65.4265}, within(1e-9));
    }

    @Test
    void valuesFarToEitherSideAreFlaggedByTheirPosition() {
        assertThat(Outliers.positions(new double[]{-90, 10, 11, 12, 10, 200, 11})).containsExactly(0, 5);
    }

    @Test
    void aScoreAtTheThresholdIsNotFlaggedButBeyondItIs() {
        double atThreshold = 3.5 / 0.6745;
        assertThat(Outliers.positions(new double[]{-2, -1, 0, 1, atThreshold - 1e-9})).isEmpty();
        assertThat(Outliers.positions(new double[]{-2, -1, 0, 1, atThreshold + 1e-9})).containsExactly(4);
    }

    @Test
    void amongMostlyEqualValuesTheMeanDeviationDecides() {
        double[] values = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9};
        // Mean distance 4/11, so (9 − 5) / (1.253314 · 4/11).
        assertThat(Outliers.modifiedZScores(values)[10]).isCloseTo(11 / 1.253314, within(1e-5));
        assertThat(Outliers.positions(values)).containsExactly(10);
    }

    @Test
    void equalValuesAndNoValuesHaveNoOutliers() {
        assertThat(Outliers.positions(new double[]{2, 2, 2, 2})).isEmpty();
        assertThat(Outliers.positions(new double[0])).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Outliers.positions(new double[]{Double.NaN}));
    }
}
