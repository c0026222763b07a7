package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

import org.headlinebench.metrics.quality.ReferenceLines;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.ui.theme.Theme;

class RougeChartTest {
    @Test
    void theScaleBeginsAtZeroAndReachesTheReferenceLines() {
        ReferenceLines lines = ReferenceLines.of(List.of("one two three", "four five six"),
                List.of("one two three", "four five six"), 1, Rouge.plain(), Bootstrap.STANDARD);
        var chart = new RougeChart(() -> Optional.of(lines));
        chart.update(List.of(), Theme.LIGHT);
        Range scale = chart.chart().getXYPlot().getRangeAxis().getRange();
        assertThat(scale.getLowerBound()).isZero();
        assertThat(scale.getUpperBound()).isGreaterThan(1);
        assertThat(chart.chart().getXYPlot().getRangeMarkers(org.jfree.chart.ui.Layer.FOREGROUND)).hasSize(2);
    }
}
