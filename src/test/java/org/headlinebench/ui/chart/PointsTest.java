package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PointsTest {
    @Test
    void thinningKeepsTheExtremesTheEndsAndTheOrder() {
        double[] values = new Random(1).doubles(10_000).toArray();
        values[4_321] = 50;
        values[7_654] = -50;
        Points thin = Points.numbered(values).thinned(800);
        assertThat(thin.count()).isLessThanOrEqualTo(800).isGreaterThan(700);
        assertThat(Arrays.stream(thin.y()).max().orElseThrow()).isEqualTo(50);
        assertThat(Arrays.stream(thin.y()).min().orElseThrow()).isEqualTo(-50);
        assertThat(thin.x()[0]).isEqualTo(1);
        assertThat(thin.x()[thin.count() - 1]).isEqualTo(10_000);
        assertThat(thin.x()).isSorted();
    }

    @Test
    void aShortLineStaysAsItIs() {
        Points line = Points.numbered(new double[]{3, 1, 2});
        assertThat(line.thinned(800)).isSameAs(line);
    }

    @Test
    void theDistributionClimbsFromZeroToOne() {
        Points steps = Points.distribution(new double[]{30, 10, 20, 20}, 800);
        assertThat(steps.x()).containsExactly(10, 10, 20, 20, 20, 20, 30, 30);
        assertThat(steps.y()).containsExactly(0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1);
    }

    @Test
    void aLongDistributionIsThinnedAndStillReachesOne() {
        Points steps = Points.distribution(new Random(2).doubles(5_000).toArray(), 800);
        assertThat(steps.count()).isEqualTo(800);
        assertThat(steps.x()).isSorted();
        assertThat(steps.y()).isSorted();
        assertThat(steps.y()[799]).isEqualTo(1);
    }

    @Test
    void noValuesHaveNoDistribution() {
        assertThat(Points.distribution(new double[0], 800).count()).isZero();
    }

    @Test
    void theRunningMeanEndsAtTheMean() {
        assertThat(Points.runningMean(new double[]{1, 2, 6}).y()).containsExactly(1, 1.5, 3);
    }
}
