package org.headlinebench.ui.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.sidebyside.SideBySideModel;

class ExperimentModelTest {
    private static final int ROWS = 12;

    @Test
    void aFinishedExperimentHasSamplesFiguresAndReferenceLines() {
        ExperimentModel model = model(new FakeBenchmark(Duration.ZERO));
        start(model);
        assertThat(model.running().get()).isFalse();
        assertThat(model.problem().get()).isEmpty();
        assertThat(model.runs()).hasSize(2).allSatisfy(run -> {
            assertThat(run.state().get()).isEqualTo(RunState.FINISHED);
            assertThat(run.count().get()).isEqualTo(ROWS);
            assertThat(run.progress().get()).isEqualTo(1);
            assertThat(run.figures().get().summary().orElseThrow().samples()).isEqualTo(ROWS);
            assertThat(run.figures().get().of(RougeVariant.ROUGE_L).orElseThrow().bands().getLast().samples())
                    .isEqualTo(ROWS);
            assertThat(run.peakBytes().get()).isPresent();
        });
        assertThat(model.references().get()).isPresent();
    }

    @Test
    void theSecondRunIsComparedWithTheFirst() {
        ExperimentModel model = model(new FakeBenchmark(Duration.ZERO));
        start(model);
        assertThat(model.runs().getFirst().figures().get().summary().orElseThrow().exactness()).isEmpty();
        assertThat(model.runs().getLast().figures().get().summary().orElseThrow().exactness().orElseThrow().samples())
                .isEqualTo(ROWS);
    }

    @Test
    void aFailedRunKeepsItsSamplesAndItsReasonAndTheNextGoesOn() {
        ExperimentModel model = model(new FakeBenchmark(Duration.ZERO, OptionalInt.of(1)));
        start(model);
        RunModel failed = model.runs().getFirst();
        assertThat(failed.state().get()).isEqualTo(RunState.FAILED);
        assertThat(failed.count().get()).isEqualTo(ROWS / 2);
        assertThat(failed.progress().get()).isEqualTo(0.5);
        assertThat(failed.failure().orElseThrow().message()).contains("memory ran out");
        assertThat(model.runs().getLast().state().get()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void cancellingReachesTheBenchmarkAndKeepsWhatWasMeasured() {
        var held = new ExperimentModel[1];
        var benchmark = new FakeBenchmark(Duration.ZERO);
        ExperimentModel model = model((experiment, listener, cancellation) -> {
            held[0].cancel();
            assertThat(cancellation.isCancelled()).isTrue();
            return benchmark.run(experiment, listener, cancellation);
        });
        held[0] = model;
        start(model);
        assertThat(model.runs()).allMatch(run -> run.state().get() == RunState.CANCELLED);
        assertThat(model.running().get()).isFalse();
        assertThat(model.cancelling().get()).isFalse();
    }

    @Test
    void oneRunIsCancelledAndTheOtherGoesOn() {
        var held = new ExperimentModel[1];
        var benchmark = new FakeBenchmark(Duration.ZERO);
        ExperimentModel model = model((experiment, listener, cancellation) -> benchmark.run(experiment,
                new RunListener() {
                    @Override
                    public void changed(Run run) {
                        listener.changed(run);
                    }

                    @Override
                    public void measured(RunId run, Sample sample) {
                        listener.measured(run, sample);
                        if (sample.position() == 3) {
                            held[0].cancel(held[0].runs().getFirst());
                        }
                    }
                }, cancellation));
        held[0] = model;
        start(model);
        assertThat(model.runs()).extracting(run -> run.state().get())
                .containsExactly(RunState.CANCELLED,
                        RunState.FINISHED);
        assertThat(model.runs().getFirst().count().get()).isEqualTo(3);
    }

    @Test
    void whatCannotRunAtAllIsSaidInWords() {
        ExperimentModel model = model((experiment, listener, cancellation) -> {
            throw new UserError("There is no model 'smol'.", "Did you mean smollm2?");
        });
        start(model);
        assertThat(model.problem().get().orElseThrow().text())
                .isEqualTo("There is no model 'smol'. Did you mean smollm2?");
        assertThat(model.running().get()).isFalse();
    }

    @Test
    void aBugIsNamedButItsMessageAndTraceStayInTheLog() {
        ExperimentModel model = model((experiment, listener, cancellation) -> {
            throw new IllegalStateException("broken on purpose by a test");
        });
        start(model);
        assertThat(model.problem().get().orElseThrow().text()).doesNotContain("broken on purpose").contains("log");
    }

    @Test
    void aWorkloadThatCannotBeMadeLeavesTheExperimentBeforeOnScreen() {
        ExperimentModel model = model(new FakeBenchmark(Duration.ZERO));
        start(model);
        model.start(setups(), () -> {
            throw new UserError("No rows.", "Choose rows.");
        });
        assertThat(model.problem().get()).isPresent();
        assertThat(model.runs()).hasSize(2);
    }

    @Test
    void everyArticleStandsBesideWhatEachRunWroteForIt() {
        ExperimentModel model = model(new FakeBenchmark(Duration.ZERO));
        var sideBySide = new SideBySideModel(model);
        start(model);
        assertThat(sideBySide.rows()).hasSize(ROWS).allSatisfy(row -> {
            for (RunModel run : sideBySide.runs()) {
                var sample = row.sample(run.ordinal()).get().orElseThrow();
                assertThat(sample.row()).isEqualTo(row.article().rowNumber());
                assertThat(sample.actualHeadline()).isEqualTo(row.article().headline());
            }
        });
        start(model);
        assertThat(sideBySide.rows()).hasSize(ROWS).allMatch(row -> row.sample(2).get().isPresent());
    }

    private static ExperimentModel model(Benchmark benchmark) {
        return Direct.experiment(benchmark, Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    }

    private static void start(ExperimentModel model) {
        model.start(setups(), ExperimentModelTest::workload);
    }

    private static List<RunSetup> setups() {
        return List.of(setup("precision=float32"), setup("precision=bfloat16"));
    }

    private static RunSetup setup(String stack) {
        return new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU));
    }

    private static Workload workload() {
        return Workloads.of(SampleNews.load(), RowSelection.range(3, 2 + ROWS), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1);
    }

    @Test
    void aRunThatSharedItsDeviceOrWasThrottledSaysSo() {
        var quiet = new Disturbance();
        var shared = new Disturbance();
        var throttled = new Disturbance();
        for (int i = 0; i < 4; i++) {
            quiet.add(new MachineReading(i, 0.55, 0.5, 1, List.of()));
            shared.add(new MachineReading(i, 0.9, 0.5, 1, List.of()));
            throttled.add(new MachineReading(i, 0.5, 0.5, 1, List.of(new MachineReading.Gpu(0, OptionalLong.empty(),
                    OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty(),
                    i == 3 ? "power cap" : ""))));
        }
        assertThat(quiet.words()).isEmpty();
        assertThat(shared.words()).singleElement().asString().contains("40 %");
        assertThat(throttled.words()).singleElement().asString().contains("power cap", "1 of 4");
    }
}
