package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrontChartTest {
    @Test
    void theFrontIsDrawnAsStairsFromTheWorstValueToTheSlowestRun() {
        Points stairs = FrontChart.stairs(new Points(new double[]{1, 3}, new double[]{0.2, 0.5}), 9, 0.1);
        assertThat(stairs.x()).containsExactly(1, 1, 3, 3, 9);
        assertThat(stairs.y()).containsExactly(0.1, 0.2, 0.2, 0.5, 0.5);
    }

    @Test
    void aFrontOfOneRunIsACorner() {
        Points stairs = FrontChart.stairs(new Points(new double[]{2}, new double[]{7}), 4, 8);
        assertThat(stairs.x()).containsExactly(2, 2, 4);
        assertThat(stairs.y()).containsExactly(8, 7, 7);
    }
}
