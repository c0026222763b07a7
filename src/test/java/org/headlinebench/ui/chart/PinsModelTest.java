package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.experiment.ExperimentModel;

class PinsModelTest {
    private static final ChartDrawing DRAWING = new ChartDrawing(new ChartDrawing.Axis("x", 0, 1),
            new ChartDrawing.Axis("y", 0, 1), List.of());

    private final PinsModel pins = new PinsModel(FakeServices.history().store().pins(), Direct.background(),
            Clock.systemUTC());

    @Test
    void aPinHoldsTheChartAsItIsConfiguredAndCanBeTakenOut() {
        ExperimentModel experiment = measured("decoding=greedy", "decoding=prompt-lookup");
        pins.pin("Latency", "latency", experiment.runs(), Map.of("metric", "TTFT", "shape", "HISTOGRAM"), DRAWING);
        pins.pin("Memory", "memory", experiment.runs().subList(0, 1), Map.of(), DRAWING);
        assertThat(pins.charts()).extracting(PinnedChart::kind).containsExactly("latency", "memory");
        assertThat(pins.charts().getFirst().runs()).hasSize(2);
        assertThat(pins.charts()).extracting(PinsModel::words)
                .containsExactly("Latency (time to first token (ms), Bins) of 2 runs", "Memory of one run");

        pins.unpin(pins.charts().getFirst());
        assertThat(pins.charts()).extracting(PinnedChart::kind).containsExactly("memory");
    }

    @Test
    void aChartWithoutStoredRunsIsNotPinned() {
        pins.pin("Latency", "latency", List.of(), Map.of(), DRAWING);
        assertThat(pins.charts()).isEmpty();
        assertThat(pins.problem().get()).isEmpty();
    }

    @Test
    void acceptanceIsTheShareOfAllTokensProposedSoFar() {
        ExperimentModel experiment = measured("decoding=greedy", "decoding=prompt-lookup");
        assertThat(AcceptanceChart.points(experiment.runs().getFirst()).count()).isZero();
        Points line = AcceptanceChart.points(experiment.runs().get(1));
        assertThat(line.count()).isEqualTo(10);
        var counts = experiment.runs().get(1).figures().get().summary().orElseThrow().speculation().orElseThrow();
        assertThat(line.y()[9]).isEqualTo(counts.acceptanceRate().orElseThrow());
    }

    private static ExperimentModel measured(String... stacks) {
        var experiment = Direct.experiment(new FakeBenchmark(Duration.ZERO));
        experiment.start(List.of(stacks)
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, 10), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        return experiment;
    }
}
