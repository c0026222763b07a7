package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.headlinebench.experiment.ExperimentRunner;
import org.headlinebench.history.SqliteRunStore;

/** {@code kill -9} of the program in the middle of an experiment, and the same command again. */
@Timeout(120)
@Order(20)
class ExperimentKilledTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @Test
    void theSameCommandContinuesAndRepeatsNoFinishedRun() throws Exception {
        WarmFolder.at(folder.resolve("app"));
        Path experiment = folder.resolve("experiment.yaml");
        Files.writeString(experiment, """
                version: 1
                name: killed
                models: ["%s"]
                stacks: {first: cache=none, second: cache=static, third: cache=dynamic}
                order: listed
                baselineAtEnd: false
                rows: 1-20
                maxNewTokens: 50
                stop: none
                """.formatted(TINY));
        Process program = start("experiment", experiment.toString());
        Path file = folder.resolve("app/runs.sqlite");
        await(() -> runs(file).size() == 2 && samples(file, runs(file).get(1)) >= 1);
        new ProcessBuilder("kill", "-9", String.valueOf(program.pid())).start().waitFor();
        program.waitFor(10, TimeUnit.SECONDS);
        Run first = runs(file).getFirst();
        Run killed = runs(file).getLast();
        assertThat(first.state()).isEqualTo(RunState.FINISHED);
        assertThat(killed.state()).isNotEqualTo(RunState.FINISHED);

        Process again = start("experiment", experiment.toString());
        assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("out"))).contains("1 of 3 runs are finished");
        assertThat(again.exitValue()).isZero();
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            List<Run> over = store.ofExperiment(first.experiment());
            assertThat(over).extracting(Run::state).containsOnly(RunState.FINISHED);
            assertThat(over).extracting(Run::ordinal).containsExactly(1, 2, 3);
            assertThat(over.getFirst().id()).isEqualTo(first.id());
            assertThat(over.get(1).setup()).isEqualTo(killed.setup());
            assertThat(store.samples(over.get(1).id())).hasSize(20);
            assertThat(store.ofExperiment(first.experiment() + ExperimentRunner.EARLIER)).extracting(Run::id)
                    .containsExactly(killed.id());
            assertThat(store.samples(killed.id())).isNotEmpty();
        }
    }

    private Process start(String... arguments) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put(AppFolder.VARIABLE, folder.resolve("app").toString());
        File out = folder.resolve("out").toFile();
        builder.redirectErrorStream(true).redirectOutput(out);
        Process program = builder.start();
        started.add(program);
        return program;
    }

    /** A test that gave up must not leave a run behind that keeps the machine busy. */
    @AfterEach
    void endWhatIsLeft() {
        for (Process program : started) {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }

    private static List<Run> runs(Path file) {
        if (!file.toFile().exists()) {
            return List.of();
        }
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            return store.list().reversed();
        }
    }

    private static int samples(Path file, Run run) {
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            return store.samples(run.id()).size();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(50).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
