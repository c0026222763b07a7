package org.headlinebench.ui.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.WaitingExperiments.Waiting;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.history.StoringBenchmark;

class QueueModelTest {
    private static final List<RunSetup> ONE = setups("precision=float32");
    private static final List<RunSetup> OTHER = setups("precision=bfloat16");
    private static final List<RunSetup> THIRD = setups("cache=none");

    @TempDir
    Path folder;
    private final MemoryQueue kept = new MemoryQueue();
    private final Direct.Held thread = new Direct.Held();
    private SqliteRunStore store;
    private ExperimentModel experiment;
    private QueueModel queue;

    @BeforeEach
    void open() {
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        use(new FakeBenchmark(Duration.ZERO));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void experimentsRunOneAfterTheOtherAndNeverTwoAtATime() {
        Stream.of(ONE, OTHER, THIRD).forEach(setups -> queue.add(setups, QueueModelTest::workload));
        assertThat(thread.work()).as("started").hasSize(1);
        assertThat(queue.waiting()).hasSize(2);
        assertThat(kept.ids()).as("the one that runs is kept too").hasSize(3);
        thread.work().poll().run();
        assertThat(experiment.runs()).extracting(run -> run.setup()).isEqualTo(ONE);
        assertThat(queue.waiting()).hasSize(1);
        assertThat(kept.ids()).hasSize(2);
        thread.runAll();
        assertThat(store.list()).extracting(Run::setup)
                .containsExactlyInAnyOrder(ONE.getFirst(), OTHER.getFirst(),
                        THIRD.getFirst());
        assertThat(kept.ids()).isEmpty();
    }

    @Test
    void theOrderIsTheUsersAndWhatIsRemovedDoesNotRun() {
        Stream.of(ONE, OTHER, THIRD, ONE).forEach(setups -> queue.add(setups, QueueModelTest::workload));
        Experiment other = queue.waiting().getFirst();
        Experiment third = queue.waiting().get(1);
        queue.move(third, -5);
        queue.move(third, -1);
        assertThat(queue.waiting()).startsWith(third, other);
        assertThat(kept.ids()).containsSubsequence(third.id(), other.id());
        queue.remove(other);
        thread.runAll();
        assertThat(store.list()).extracting(Run::setup).hasSize(3).doesNotContain(OTHER.getFirst());
    }

    @Test
    void aFailureOrACancellationOfOneLetsTheNextRun() {
        use(new FakeBenchmark(Duration.ZERO, OptionalInt.of(1)));
        queue.add(ONE, QueueModelTest::workload);
        queue.add(OTHER, QueueModelTest::workload);
        experiment.cancel();
        thread.runAll();
        assertThat(store.list()).extracting(Run::state)
                .containsExactlyInAnyOrder(RunState.CANCELLED,
                        RunState.FAILED);
        queue.retry(List.of(OTHER.getFirst()));
        thread.runAll();
        assertThat(store.list()).hasSize(3);
    }

    @Test
    void whatClosingLeftIsOfferedAndOnlyUnfinishedSetupsRunAgain() {
        var begun = new Experiment("begun", setups("precision=float32", "precision=bfloat16"), workload());
        experiment.start(new Experiment("begun", List.of(begun.setups().getFirst()), begun.workload()));
        thread.runAll();
        kept.leave(new Waiting(begun, true), new Waiting(new Experiment("next", THIRD, workload()), false));
        queue.load();
        assertThat(queue.leftOver().get()).hasSize(2);
        assertThat(thread.work()).as("nothing starts by itself").isEmpty();
        queue.goOn();
        thread.runAll();
        assertThat(queue.leftOver().get()).isEmpty();
        assertThat(store.list()).extracting(Run::setup)
                .containsExactlyInAnyOrder(ONE.getFirst(), OTHER.getFirst(),
                        THIRD.getFirst());
        assertThat(kept.ids()).isEmpty();
    }

    @Test
    void whatIsNotWantedAnyMoreIsForgotten() {
        kept.leave(new Waiting(new Experiment("next", THIRD, workload()), false));
        queue.load();
        queue.forget();
        assertThat(kept.ids()).isEmpty();
        assertThat(thread.work()).isEmpty();
    }

    @Test
    void aClosingWindowStartsNothingMoreAndKeepsWhatWaits() {
        queue.add(ONE, QueueModelTest::workload);
        queue.add(OTHER, QueueModelTest::workload);
        queue.hold();
        experiment.cancel();
        thread.runAll();
        assertThat(store.list()).hasSize(1);
        assertThat(kept.ids()).hasSize(1);
    }

    @Test
    void articlesThatCannotBeHadAreSaidInWords() {
        queue.add(ONE, () -> {
            throw new UserError("No rows.", "Choose rows.");
        });
        assertThat(queue.problem().get().orElseThrow().text()).isEqualTo("No rows. Choose rows.");
        assertThat(kept.ids()).isEmpty();
    }

    @Test
    void whyAnExperimentCouldNotRunAtAllIsStillSaidWhenTheNextRuns() {
        var fake = new FakeBenchmark(Duration.ZERO);
        use((wanted, listener, cancellation) -> {
            if (wanted.setups().equals(ONE)) {
                throw new UserError("There is no model 'small'.", "Choose another.");
            }
            return fake.run(wanted, listener, cancellation);
        });
        queue.add(ONE, QueueModelTest::workload);
        queue.add(OTHER, QueueModelTest::workload);
        thread.runAll();
        assertThat(queue.problem().get().orElseThrow().message()).isEqualTo("There is no model 'small'.");
        assertThat(experiment.runs()).extracting(run -> run.setup()).isEqualTo(OTHER);
    }

    private void use(Benchmark benchmark) {
        experiment = new ExperimentModel(new StoringBenchmark(benchmark, store), store, thread, Direct.background(),
                Clock.systemUTC());
        queue = new QueueModel(kept, store, experiment, Direct.background());
    }

    private static List<RunSetup> setups(String... stacks) {
        return Stream.of(stacks)
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList();
    }

    private static Workload workload() {
        return Workloads.of(SampleNews.load(), RowSelection.range(1, 3), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1);
    }
}
