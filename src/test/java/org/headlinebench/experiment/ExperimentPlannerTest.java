package org.headlinebench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.MemoryRunStore;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

/** Plans and their resumption, over a store in memory and a benchmark that only notes what it is asked for. */
class ExperimentPlannerTest {
    private static final ModelFiles MODELS = new ModelFiles() {
        @Override
        public Path locate(String model, BiConsumer<Double, String> progress, Cancellation cancellation) {
            throw new AssertionError("planning fetches nothing");
        }

        @Override
        public Optional<String> draftOf(String model) {
            return CatalogLoader.bundled().require(model).draft().map(Object::toString);
        }

        @Override
        public Optional<ModelConfiguration> sizes(String model) {
            return Optional.of(CatalogLoader.bundled().require(model).sizingConfiguration());
        }
    };
    private static final WorkloadChoice WORKLOAD = new WorkloadChoice(Optional.empty(), Optional.empty(),
            RowSelection.range(1, 3), PromptTemplate.REFERENCE, StopRule.NONE, HeadlineExtraction.FIRST_LINE,
            FitPolicy.parse("refuse"), 8, 1);

    private final MemoryRunStore store = new MemoryRunStore();
    private final List<String> ran = new ArrayList<>();

    @Test
    void theBaselineRunsFirstAndLastAndTheSeedDecidesTheOrderBetween() {
        ExperimentDefinition definition = definition(2, OptionalLong.of(7), "cache=none", "cache=dynamic",
                "cache=static", "precision=bfloat16", "quantize=int8");
        List<Integer> order = plan(definition).getFirst().order();
        assertThat(order).hasSize(11).startsWith(1).endsWith(11).doesNotHaveDuplicates();
        assertThat(order.subList(1, 10)).isNotEqualTo(List.of(2, 3, 4, 5, 6, 7, 8, 9, 10))
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(plan(definition).getFirst().order()).isEqualTo(order);
        assertThat(plan(definition(2, OptionalLong.of(8), "cache=none", "cache=dynamic", "cache=static",
                "precision=bfloat16", "quantize=int8")).getFirst().order()).isNotEqualTo(order);
    }

    @Test
    void whatCannotRunIsListedWithItsReasonAndNotDropped() {
        ExperimentPart part = plan(definition(1, OptionalLong.empty(), "cache=none", "topology=tp(4)",
                "prune=l1-unstructured(layers=0-99)", "decoding=speculative(draft=smollm2-360m-instruct)")).getFirst();
        assertThat(part.runs()).hasSize(1);
        assertThat(part.refused()).extracting(RefusedStack::reason)
                .anyMatch(reason -> reason.contains("cannot be split evenly among 4 shards"))
                .anyMatch(reason -> reason.contains("layer 99"))
                .anyMatch(reason -> reason.contains("more than the target's"));
        assertThatThrownBy(() -> plan(definition(1, OptionalLong.empty(), "topology=tp(4)")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("No stack of test can run on headline-student");
    }

    @Test
    void eachModelHasAPartAndABaselineOfItsOwn() {
        ExperimentDefinition two = definition(1, OptionalLong.empty(), "cache=none", "cache=dynamic")
                .with(List.of("headline-student", "headline-draft"), Optional.empty());
        assertThat(plan(two)).extracting(ExperimentPart::model).containsExactly("headline-student", "headline-draft");
        assertThat(plan(two)).extracting(ExperimentPart::id).doesNotHaveDuplicates();
    }

    @Test
    void equalStacksRunOnceUnderAllTheirNames() {
        ExperimentPart part = plan(definition(1, OptionalLong.empty(), "cache=none", "cache=dynamic", "")).getFirst();
        assertThat(part.runs()).hasSize(3);
        assertThat(part.runs().get(1).names()).containsExactly("stack 1", "stack 2");
    }

    @Test
    void estimatesFollowTheConfigurationAndAreScaledByEarlierRuns() {
        ExperimentDefinition definition = definition(1, OptionalLong.empty(), "cache=dynamic", "quantize=int8");
        List<PlannedRun> before = plan(definition).getFirst().runs();
        RunEstimate float32 = before.getFirst().estimate().orElseThrow();
        assertThat(before.get(1).estimate().orElseThrow().memoryBytes()).isLessThan(float32.memoryBytes());
        assertThat(float32.scaled()).isFalse();
        run(definition);
        RunEstimate after = plan(definition).getFirst().runs().getFirst().estimate().orElseThrow();
        assertThat(after.scaled()).isTrue();
        assertThat(after.seconds()).isGreaterThan(3600);
    }

    @Test
    void aSecondStartRunsOnlyWhatIsLeftAndKeepsAttemptsThatDidNotFinish() {
        ExperimentDefinition definition = definition(1, OptionalLong.empty(), "cache=none", "cache=dynamic",
                "cache=static");
        ExperimentPart part = plan(definition).getFirst();
        Run finished = finished(part, 1);
        Run killed = attempt(part, 2).failed(Instant.EPOCH, new RunFailure("killed", "again", OptionalInt.empty(), ""));
        store.update(killed);
        List<Run> runs = run(definition);
        assertThat(ran).hasSize(3).noneMatch(stack -> stack.contains("cache=none") && ran.indexOf(stack) == 0);
        assertThat(runs).hasSize(4).extracting(Run::ordinal).containsExactly(1, 2, 3, 4);
        assertThat(runs.getFirst().id()).isEqualTo(finished.id());
        assertThat(runs.getLast().setup().stack()).isEqualTo(finished.setup().stack());
        assertThat(store.ofExperiment(part.id() + ExperimentRunner.EARLIER)).extracting(Run::id)
                .containsExactly(killed.id());
        ran.clear();
        assertThat(run(definition)).hasSize(4);
        assertThat(ran).isEmpty();
    }

    @Test
    void aStackThatIsAddedToTheFileLeavesFinishedRunsAsTheyAre() {
        run(definition(1, OptionalLong.empty(), "cache=none", "cache=dynamic"));
        ran.clear();
        List<Run> runs = run(definition(1, OptionalLong.empty(), "cache=none", "cache=static", "cache=dynamic"));
        assertThat(ran).singleElement().asString().contains("cache=static");
        assertThat(runs).extracting(run -> run.setup().stack().cache().choice().word())
                .containsExactly("none", "static", "dynamic", "none");
        assertThat(runs).extracting(Run::ordinal).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anotherWorkloadBeginsAnew() {
        ExperimentDefinition definition = definition(1, OptionalLong.empty(), "cache=none");
        run(definition);
        ran.clear();
        run(definition.with(WORKLOAD.with(RowSelection.range(1, 4))));
        assertThat(ran).hasSize(1);
    }

    @Test
    void anExperimentThatAnotherProcessRunsIsLeftAlone() {
        ExperimentDefinition definition = definition(1, OptionalLong.empty(), "cache=none", "cache=dynamic");
        attempt(plan(definition).getFirst(), 1);
        assertThatThrownBy(() -> run(definition)).isInstanceOf(UserError.class)
                .hasMessageContaining("in progress in another process");
    }

    private Run attempt(ExperimentPart part, int ordinal) {
        Run run = Run.queued(RunId.create(Instant.EPOCH), part.id(), ordinal, part.runs().get(ordinal - 1).setup(),
                workload(WORKLOAD).identity(), Instant.EPOCH);
        store.create(run);
        Run started = run.started(Instant.EPOCH);
        store.update(started);
        return started;
    }

    private Run finished(ExperimentPart part, int ordinal) {
        Run run = attempt(part, ordinal).finished(Instant.EPOCH, 1);
        store.update(run);
        return run;
    }

    private List<Run> run(ExperimentDefinition definition) {
        Benchmark noting = (Experiment experiment, RunListener listener, Cancellation cancellation) -> {
            var run = Run.queued(RunId.create(Instant.EPOCH), experiment.id(), experiment.ordinals().getFirst(),
                    experiment.setups().getFirst(), experiment.workload().identity(), Instant.EPOCH);
            ran.add(run.setup().stack().text());
            store.create(run);
            Run over = run.started(Instant.EPOCH).in(RunState.MEASURING).finished(Instant.EPOCH, 3_600_000);
            store.update(over);
            return List.of(over);
        };
        Workload workload = workload(definition.workload());
        return new ExperimentRunner(noting, store).run(plan(definition).getFirst(), workload, RunListener.NONE,
                new Cancellation());
    }

    private List<ExperimentPart> plan(ExperimentDefinition definition) {
        return new ExperimentPlanner(MODELS, store, List.of()).plan(definition, workload(definition.workload()));
    }

    private static Workload workload(WorkloadChoice choice) {
        return choice.of(SampleNews.load());
    }

    private static ExperimentDefinition definition(int repeats, OptionalLong seed, String... stacks) {
        var named = new ArrayList<NamedStack>();
        for (String stack : stacks) {
            named.add(new NamedStack("stack " + named.size(), stack));
        }
        return new ExperimentDefinition("test", List.of("headline-student"), Optional.empty(), DeviceId.CPU, WORKLOAD,
                named, repeats, seed, true);
    }
}
