package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void everyValueStandsInItsBinAndTheOutlineReturnsToTheAxis() {
        Points outline = Histogram.outline(new double[]{1, 1.5, 2, 5.9}, 2);
        assertThat(outline.x()).containsExactly(0, 0, 2, 2, 4, 4, 6, 6);
        assertThat(outline.y()).containsExactly(0, 2, 2, 1, 1, 1, 1, 0);
        assertThat(Histogram.outline(new double[0], 1).count()).isZero();
    }

    @Test
    void theWidthIsFreedmansAndDiaconisAndNeverMakesMoreThanTwoHundredBins() {
        double[] values = IntStream.rangeClosed(1, 1000).asDoubleStream().toArray();
        assertThat(Histogram.binWidth(List.of(values))).isBetween(99.0, 101.0);
        double[] outlier = Arrays.copyOf(values, 1001);
        outlier[1000] = 1e9;
        assertThat(Histogram.binWidth(List.of(outlier))).isGreaterThanOrEqualTo(1e9 / 201);
        assertThat(Histogram.binWidth(List.of(new double[]{3, 3}, new double[0]))).isEqualTo(1);
    }
}
