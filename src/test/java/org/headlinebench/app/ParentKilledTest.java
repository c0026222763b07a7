package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.history.SqliteRunStore;

/** {@code kill -9} of the program itself, in the middle of a run. */
@Timeout(90)
@Order(19)
class ParentKilledTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @Test
    void theWorkerEndsTooAndNoCommittedSampleIsLost() throws Exception {
        WarmFolder.at(folder);
        Process program = start("run", "--model", TINY.toString(), "--rows", "1-100", "--max-new-tokens", "200",
                "--passes", "50", "--stack", "cache=none");
        Path file = folder.resolve("runs.sqlite");
        await(() -> samples(file) >= 3);
        List<ProcessHandle> workers = program.children().toList();
        assertThat(workers).isNotEmpty();
        int committed = samples(file);
        new ProcessBuilder("kill", "-9", String.valueOf(program.pid())).start().waitFor();
        program.waitFor(10, TimeUnit.SECONDS);
        await(() -> workers.stream().noneMatch(ProcessHandle::isAlive));

        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            store.recover(Clock.systemUTC().instant());
            Run run = store.list().getFirst();
            assertThat(store.samples(run.id()).size()).isGreaterThanOrEqualTo(committed);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.failure().orElseThrow().message()).contains("Interrupted");
        }
    }

    @Test
    void ctrlCCancelsTheRunsAndKeepsTheirSamples() throws Exception {
        WarmFolder.at(folder);
        Process program = start("run", "--model", TINY.toString(), "--rows", "1-100", "--max-new-tokens", "200",
                "--passes", "50", "--stack", "cache=none", "--stack", "cache=static");
        Path file = folder.resolve("runs.sqlite");
        await(() -> samples(file) >= 2);
        new ProcessBuilder("kill", "-INT", String.valueOf(program.pid())).start().waitFor();
        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            assertThat(store.list()).extracting(Run::state).containsOnly(RunState.CANCELLED);
            assertThat(samples(file)).isGreaterThanOrEqualTo(2);
        }
    }

    private Process start(String... arguments) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        var command = new java.util.ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put(AppFolder.VARIABLE, folder.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process program = builder.start();
        started.add(program);
        return program;
    }

    /** A test that gave up must not leave a run behind that keeps the machine busy for minutes. */
    @AfterEach
    void endWhatIsLeft() {
        for (Process program : started) {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }

    private static int samples(Path file) {
        if (!file.toFile().exists()) {
            return 0;
        }
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            return store.list().stream().mapToInt(run -> store.samples(run.id()).size()).max().orElse(0);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(200);
        }
    }
}
