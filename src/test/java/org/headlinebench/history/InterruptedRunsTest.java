package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;

class InterruptedRunsTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void everySampleThatAKilledProcessStoredIsThereAndItsRunEndsAsFailed() throws Exception {
        Path file = folder.resolve("runs.sqlite");
        var id = new RunId("killed-1");
        Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), "-Xmx64m", "--enable-native-access=ALL-UNNAMED",
                SampleAppender.class.getName(), file.toString(), id.value())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader positions = other.inputReader(); SqliteRunStore store = SqliteRunStore.open(file)) {
            int stored = 0;
            while (stored < 100) {
                stored = Integer.parseInt(positions.readLine());
            }
            assertThat(store.interrupted()).as("its process is alive").isEmpty();
            assertThat(store.recover(TestRuns.CREATED)).isEmpty();

            // By its handle, since a Process closes the stream whose rest is still to be read.
            other.toHandle().destroyForcibly();
            other.waitFor();
            for (String line = positions.readLine(); line != null; line = positions.readLine()) {
                stored = line.isEmpty() ? stored : Integer.parseInt(line);
            }

            List<Sample> samples = store.samples(id);
            assertThat(samples).hasSizeGreaterThanOrEqualTo(stored);
            assertThat(samples).extracting(Sample::position)
                    .isEqualTo(IntStream.rangeClosed(1, samples.size()).boxed().toList());
            assertThat(store.memory(id)).hasSizeGreaterThanOrEqualTo(stored);

            assertThat(store.interrupted()).extracting(Run::id).containsExactly(id);
            Run failed = store.recover(TestRuns.CREATED.plusSeconds(9)).getFirst();
            assertThat(failed.failure().orElseThrow().message())
                    .isEqualTo("Interrupted: the program ended before the run did.");
            assertThat(failed.endedAt()).contains(TestRuns.CREATED.plusSeconds(9));
            assertThat(store.find(id)).contains(failed);
            assertThat(store.samples(id)).isEqualTo(samples);
            assertThat(store.interrupted()).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aProcessNumberThatWasGivenToAnotherProcessKeepsNoRunAlive() {
        Owner self = Owner.current();
        var earlier = new Owner(self.processId(), self.startedAtMillis() - 3_600_000);
        Run run = TestRuns.measuring("a-1");
        try (SqliteRunStore before = SqliteRunStore.open(folder.resolve("runs.sqlite"), earlier);
                SqliteRunStore now = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            before.create(run);
            assertThat(now.interrupted()).containsExactly(run);

            now.update(run);
            assertThat(now.interrupted()).as("the process that changed it owns it").isEmpty();
        }
    }

    @Test
    void aRunThatIsOverIsNeverInterrupted() {
        var gone = new Owner(Long.MAX_VALUE, 1);
        Run queued = TestRuns.queued("a-1", "experiment", 1, "cache=none");
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"), gone)) {
            store.create(queued);
            store.create(TestRuns.finished(TestRuns.queued("a-2", "experiment", 2, "cache=none")));
            store.create(TestRuns.queued("a-3", "experiment", 3, "cache=none").cancelled(TestRuns.CREATED));

            assertThat(store.recover(TestRuns.CREATED)).extracting(Run::id).containsExactly(queued.id());
            assertThat(store.list()).extracting(Run::state)
                    .containsExactly(RunState.CANCELLED, RunState.FINISHED, RunState.FAILED);
        }
    }
}
