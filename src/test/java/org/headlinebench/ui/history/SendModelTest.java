package org.headlinebench.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.history.EvaluationFiles;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Stack;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.FakeMlflow;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.task.Job;
import org.headlinebench.ui.task.Jobs;

class SendModelTest {
    @TempDir
    Path folder;
    private final Jobs jobs = new Jobs(Direct.background());
    private FakeMlflow mlflow;
    private SqliteRunStore store;
    private List<Entry> entries;
    private SendModel model;

    @BeforeEach
    void measure() throws IOException {
        mlflow = new FakeMlflow();
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        new ExperimentModel(new StoringBenchmark(new FakeBenchmark(Duration.ZERO), store), store, Runnable::run,
                Direct.background(), Clock.systemUTC()).start(
                        List.of("precision=float32", "precision=bfloat16")
                                .stream()
                                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                                .toList(),
                        () -> Workloads.of(SampleNews.load(), RowSelection.range(1, 3), PromptTemplate.REFERENCE,
                                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        entries = store.archive().entries();
        model = new SendModel(() -> new Tracking(store, new Reporting(store, store.votes(), store.pins(),
                new EvaluationFiles(folder.resolve("evaluations"))), "test", Optional.empty(), Optional.empty(),
                Clock.systemUTC()), jobs, mlflow.address());
    }

    @AfterEach
    void close() {
        mlflow.close();
        store.close();
    }

    @Test
    void theSelectedRunsArriveAndSentAgainTheyAreLeftAsTheyAre() {
        assertThat(model.mistake()).as("the remembered address").isEmpty();
        model.send(entries);
        assertThat(model.problem().get()).isEmpty();
        assertThat(model.notice().get()).contains(
                "Runs at " + mlflow.address() + ": 2 new, 0 completed, 0 there already.");
        assertThat(mlflow.count()).isEqualTo(2);
        assertThat(model.job().get()).as("nothing goes on").isEmpty();
        assertThat(jobs.running()).isEmpty();
        model.send(entries);
        assertThat(model.notice().get().orElseThrow()).endsWith("0 new, 0 completed, 2 there already.");
        assertThat(mlflow.count()).isEqualTo(2);
    }

    @Test
    void stoppedAfterTheFirstRunTheSecondIsNotSentAndThatIsSaid() {
        model.sent().subscribe(sent -> {
            if (sent.size() == 1) {
                assertThat(jobs.running()).extracting(Job::title)
                        .containsExactly("2 runs to " + mlflow.address());
                assertThat(jobs.running().getFirst().progress().get()).isEqualTo(0.5);
                jobs.running().getFirst().cancel();
            }
        });
        model.send(entries);
        assertThat(model.notice().get()).contains(
                "Stopped: 1 of 2 runs have arrived and stay there. Sending again completes the rest.");
        assertThat(model.problem().get()).isEmpty();
        assertThat(mlflow.count()).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsNoAddressAndWhoDoesNotAnswerIsSaidInWords() {
        model.address().set("ftp://user:secret@example.org");
        assertThat(model.mistake().orElseThrow().text()).contains("no address of an MLflow server")
                .doesNotContain("secret");
        model.send(entries);
        assertThat(model.problem().get().orElseThrow().text()).contains("no address of an MLflow server");
        model.address().set("");
        assertThat(model.mistake()).isPresent();
        model.address().set(mlflow.address());
        model.experiment().set(" ");
        assertThat(model.mistake()).isPresent();
        model.experiment().set("night");
        store.delete(entries.getFirst().run().id());
        model.send(entries);
        assertThat(model.problem().get()).as("a run that is gone").isPresent();
        assertThat(model.job().get()).isEmpty();
    }
}
