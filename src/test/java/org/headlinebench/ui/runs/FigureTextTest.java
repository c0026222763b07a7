package org.headlinebench.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.ui.experiment.RunFigures;

class FigureTextTest {
    @Test
    void p99IsMarkedIndicativeBelow662Samples() {
        assertThat(FigureText.endToEndP99(figures(661))).isEqualTo(new FigureText("80.0", "indicative"));
        assertThat(FigureText.endToEndP99(figures(662))).isEqualTo(new FigureText("80.0", ""));
    }

    @Test
    void whatIsNotThereIsADashAndNeverAZero() {
        assertThat(FigureText.endToEndMean(RunFigures.NONE).value()).isEqualTo("–");
        assertThat(FigureText.tokensPerSecond(RunFigures.NONE).value()).isEqualTo("–");
    }

    private static RunFigures figures(int samples) {
        var times = new SampleTimes(0, 10, 80, 0, 80, List.of(10.0, 80.0));
        Optional<LatencySummary> latency = LatencySummary
                .of(IntStream.range(0, samples).mapToObj(_ -> times).toList(), 1000);
        return new RunFigures(Optional.of(new RunSummary(samples, latency, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), Map.of(), 0)), List.of());
    }
}
