package org.headlinebench.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.history.RunHistory;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;

/** The page's model over a real run store. */
class HistoryModelTest {
    private static final int ROWS = 6;

    @TempDir
    Path folder;
    private SqliteRunStore store;
    private ExperimentModel experiment;
    private HistoryModel model;

    @BeforeEach
    void measureTwoRuns() {
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        experiment = new ExperimentModel(new StoringBenchmark(new FakeBenchmark(Duration.ZERO), store), store,
                Runnable::run,
                Direct.background(), Clock.systemUTC());
        model = new HistoryModel(RunHistory.of(store, "test", Clock.systemUTC()), experiment, Direct.background());
        measure("small", "precision=float32", "precision=bfloat16");
        model.refresh();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void wordsFindRunsByStackModelStateNameAndTag() {
        assertThat(model.entries()).hasSize(2);
        for (String query : List.of("bfloat16", "BFLOAT16 small", "finished bfloat", "  bfloat16  dynamic ")) {
            model.query().set(query);
            assertThat(model.entries()).as(query).hasSize(1);
        }
        model.query().set("bfloat16 nothing");
        assertThat(model.entries()).isEmpty();
        model.query().set("");
        model.label(model.entries().getFirst(), new RunLabel("Night run", List.of("paper"), ""));
        for (String query : List.of("night", "paper")) {
            model.query().set(query);
            assertThat(model.entries()).as(query).hasSize(1);
        }
    }

    @Test
    void aPastExperimentIsShownAsItWasWhenItWasMeasured() {
        List<RunModel> live = List.copyOf(experiment.runs());
        var shown = new boolean[1];
        model.open(model.experimentOf(model.entries().getFirst()), () -> shown[0] = true);
        assertThat(shown[0]).isTrue();
        assertThat(experiment.runs()).hasSize(2).doesNotContainAnyElementsOf(live);
        for (int i = 0; i < 2; i++) {
            RunModel before = live.get(i);
            RunModel now = experiment.runs().get(i);
            assertThat(now.label()).isEqualTo(before.label());
            assertThat(now.state().get()).isEqualTo(RunState.FINISHED);
            assertThat(now.progress().get()).isEqualTo(1);
            for (SampleFigure figure : SampleFigure.values()) {
                assertThat(now.values(figure)).as(figure.name()).isEqualTo(before.values(figure));
            }
            assertThat(now.memory()).isEqualTo(before.memory());
            assertThat(now.peakBytes().get()).isEqualTo(before.peakBytes().get());
            assertThat(now.figures().get().summary()).isEqualTo(before.figures().get().summary());
        }
        assertThat(experiment.articles().get()).hasSize(ROWS);
        assertThat(experiment.references().get()).isPresent();
    }

    @Test
    void runsOfSeveralModelsAreCalledByModelAndStack() {
        measure("large", "precision=float32");
        model.refresh();
        model.label(model.entries().getLast(), new RunLabel("mine", List.of(), ""));
        model.open(model.entries(), () -> {});
        assertThat(experiment.runs()).extracting(RunModel::label)
                .containsExactly("large, float32, dynamic cache", "small, bfloat16, dynamic cache", "mine");
    }

    @Test
    void deletedRunsComeBackByUndo() {
        List<Entry> before = List.copyOf(model.entries());
        model.delete(before);
        assertThat(model.entries()).isEmpty();
        assertThat(model.undoable().get()).hasSize(2);
        assertThat(store.list()).isEmpty();
        model.undo();
        assertThat(model.entries()).isEqualTo(before);
        assertThat(model.undoable().get()).isEmpty();
    }

    @Test
    void anExportIsImportedIntoAnotherStore() throws Exception {
        Path file = folder.resolve("runs.json");
        model.export(model.entries(), file);
        assertThat(model.notice().get().orElseThrow()).contains("2 runs");
        model.export(model.entries(), folder.resolve("runs.csv"));
        assertThat(Files.readAllLines(folder.resolve("runs.csv"))).filteredOn(line -> line.contains(",small,cpu,"))
                .hasSize(2 * ROWS);
        try (SqliteRunStore other = SqliteRunStore.open(folder.resolve("other.sqlite"))) {
            var there = new HistoryModel(RunHistory.of(other, "test", Clock.systemUTC()), experiment,
                    Direct.background());
            there.importFile(file);
            assertThat(there.entries()).hasSize(2).extracting(Entry::samples).containsOnly(ROWS);
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInWordsAndLosesNothing() {
        model.export(model.entries(), folder.resolve("runs.xls"));
        assertThat(model.problem().get().orElseThrow().text()).contains(".json, .csv or .hbruns");
        model.importFile(folder.resolve("none.json"));
        assertThat(model.problem().get()).isPresent();
        assertThat(model.entries()).hasSize(2);
        assertThat(model.busy().get()).isFalse();
    }

    private void measure(String name, String... stacks) {
        experiment.start(List.of(stacks)
                .stream()
                .map(stack -> new RunSetup(name, DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
    }
}
