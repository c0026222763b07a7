package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;

class RunImportTest {
    private static final Run FINISHED = TestRuns.finished(TestRuns.queued("a-1", "experiment", 1, "cache=none"));

    @TempDir
    Path folder;

    private SqliteRunStore from;
    private SqliteRunStore to;
    private Path file;

    @BeforeEach
    void open() {
        from = SqliteRunStore.open(folder.resolve("from.sqlite"));
        to = SqliteRunStore.open(folder.resolve("to.sqlite"));
        file = folder.resolve("runs.json");
        from.create(FINISHED);
        TestRuns.samples(3, 7).forEach(sample -> from.append(FINISHED.id(), sample));
        from.append(FINISHED.id(),
                TestRuns.speculative(TestRuns.sample(4, "\uD83D\uDE80 \uD800", "\"a\"", "", 9, 2000)));
        from.append(FINISHED.id(), new MemoryReading(12.5, 1000));
        from.append(FINISHED.id(), MachineReadingsTest.ON_GPU);
        from.append(FINISHED.id(), MachineReadingsTest.ON_CPU);
        from.create(TestRuns.measuring("a-2"));
        new RunExport(from, "0.1.0", Clock.systemUTC()).writeJson(
                List.of(FINISHED.id(), TestRuns.measuring("a-2").id()),
                file);
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    @Test
    void whatWasExportedComesBackToTheLastBit() {
        RunImport.Outcome outcome = new RunImport(to).read(file);
        assertThat(outcome.imported()).hasSize(2);
        assertThat(to.find(FINISHED.id())).contains(FINISHED);
        assertThat(to.samples(FINISHED.id())).isEqualTo(from.samples(FINISHED.id()));
        assertThat(to.memory(FINISHED.id())).isEqualTo(from.memory(FINISHED.id()));
        assertThat(to.machine(FINISHED.id())).containsExactly(MachineReadingsTest.ON_GPU, MachineReadingsTest.ON_CPU);
        assertThat(to.find(TestRuns.measuring("a-2").id()).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void aRunAgainstAServerKeepsItsServerAndWhatItDidNotTell() throws Exception {
        var server = new ServerTarget("http://127.0.0.1:8000/v1", 4, OptionalDouble.of(2.5), 7, 60_000, 3, true);
        Run queued = Run.queued(new RunId("s-1"), "s", 1,
                new RunSetup("served", DeviceId.CPU, FINISHED.setup().stack(), Optional.of(server)),
                FINISHED.workload(), Instant.EPOCH);
        from.create(queued);
        Sample answer = TestRuns.answer(1);
        from.append(queued.id(), answer);
        new RunExport(from, "0.1.0", Clock.systemUTC()).writeJson(List.of(queued.id()), file);

        new RunImport(to).read(file);

        assertThat(to.find(queued.id()).orElseThrow().setup()).isEqualTo(queued.setup());
        assertThat(Files.readString(file)).contains("\"promptTokens\":null");
        assertThat(to.samples(queued.id())).containsExactly(answer);
    }

    @Test
    void runsThatAreHereAlreadyStayAsTheyAre() {
        assertThat(new RunImport(from).read(file)).isEqualTo(
                new RunImport.Outcome(List.of(), List.of(FINISHED.id(), TestRuns.measuring("a-2").id())));
        assertThat(from.samples(FINISHED.id())).hasSize(4);
    }

    @Test
    void aDamagedFileAddsNothingAndSaysWhy() throws Exception {
        String whole = Files.readString(file);
        refused(whole.substring(0, whole.length() / 2), "no whole JSON");
        refused(whole.replace("\"version\":1", "\"version\":2"), "has version 2");
        refused(whole.replace("headline-bench/runs", "other"), "not an export of runs");
        refused(whole.replace("\"position\":3,", "\"position\":0,"), "Run a-1");
        refused(whole.replace("cache=none", "cache=nonsense"), "Run a-1");
        refused(whole.replaceFirst("\"endToEndMillis\":[0-9.]+,\"ttft", "\"endToEndMillis\":NaN,\"ttft"),
                "no whole JSON");
        refused(whole.replaceFirst("\"f1\":[0-9.]+", "\"f1\":1e999"), "Run a-1");
        refused(whole.replaceFirst("\"wallMillis\":[0-9.]+", "\"wallMillis\":0"),
                "wallMillis must be finite and above 0");
        refused("[]", "not an export of runs");
        assertThat(to.list()).isEmpty();
    }

    private void refused(String content, String message) throws Exception {
        Files.writeString(file, content);
        assertThatThrownBy(() -> new RunImport(to).read(file)).isInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }
}
