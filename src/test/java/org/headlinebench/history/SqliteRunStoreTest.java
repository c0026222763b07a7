package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.history.StoreError.Reason;

class SqliteRunStoreTest {
    private static final Run RUN = TestRuns.queued("a-1", "experiment", 1, "cache=none");

    @TempDir
    Path folder;

    @Test
    void whatWasStoredIsThereAfterReopening() {
        Run finished = TestRuns.finished(RUN);
        List<Sample> samples = TestRuns.samples(3, 10);
        var reading = new MemoryReading(0.1 + 0.2, Long.MAX_VALUE);
        try (SqliteRunStore store = open()) {
            store.create(RUN);
            samples.forEach(sample -> store.append(RUN.id(), sample));
            store.append(RUN.id(), reading);
            store.update(finished);
        }
        try (SqliteRunStore store = open()) {
            assertThat(store.find(RUN.id())).contains(finished);
            assertThat(store.samples(RUN.id())).isEqualTo(samples);
            assertThat(store.memory(RUN.id())).containsExactly(reading);
            assertThat(store.find(new RunId("other"))).isEmpty();
            assertThat(store.samples(new RunId("other"))).isEmpty();
        }
    }

    @Test
    void samplesAreReadByThePageAndByTheirPositions() {
        List<Sample> samples = TestRuns.samples(7, 10);
        try (SqliteRunStore store = open()) {
            store.create(RUN);
            samples.forEach(sample -> store.append(RUN.id(), sample));

            assertThat(store.samples(RUN.id(), 0, 3)).isEqualTo(samples.subList(0, 3));
            assertThat(store.samples(RUN.id(), 3, 3)).isEqualTo(samples.subList(3, 6));
            assertThat(store.samples(RUN.id(), 6, 3)).isEqualTo(samples.subList(6, 7));
            assertThat(store.samples(RUN.id(), 7, 3)).isEmpty();
            assertThat(store.samples(RUN.id(), List.of(6, 2, 99))).containsExactly(samples.get(1), samples.get(5));
        }
    }

    @Test
    void theNewestRunComesFirstAndAnExperimentKeepsItsOrder() {
        Run second = TestRuns.queued("a-2", "experiment", 2, "cache=dynamic");
        Run other = TestRuns.queued("a-3", "other", 3, "cache=dynamic");
        try (SqliteRunStore store = open()) {
            List.of(second, other, RUN).forEach(store::create);

            assertThat(store.list()).containsExactly(other, second, RUN);
            assertThat(store.ofExperiment("experiment")).containsExactly(RUN, second);
        }
    }

    @Test
    void deletingARunRemovesAllThatBelongsToItAndNothingElse() throws Exception {
        Run other = TestRuns.queued("a-2", "experiment", 2, "cache=dynamic");
        try (SqliteRunStore store = open()) {
            for (Run run : List.of(RUN, other)) {
                store.create(run);
                store.append(run.id(), TestRuns.samples(1, 10).getFirst());
                store.append(run.id(), new MemoryReading(1, 2));
            }
            store.delete(RUN.id());

            assertThat(store.list()).containsExactly(other);
            assertThat(store.samples(RUN.id())).isEmpty();
            assertThat(store.memory(RUN.id())).isEmpty();
            assertThat(store.samples(other.id())).hasSize(1);
            assertThat(store.memory(other.id())).hasSize(1);
        }
    }

    @Test
    void writingToADeletedRunSaysSo() {
        try (SqliteRunStore window = open(); SqliteRunStore command = open()) {
            command.create(RUN);
            window.delete(RUN.id());

            refused(Reason.NO_SUCH_RUN, () -> command.update(TestRuns.finished(RUN)));
            refused(Reason.NO_SUCH_RUN, () -> command.append(RUN.id(), TestRuns.samples(1, 10).getFirst()));
            refused(Reason.NO_SUCH_RUN, () -> command.append(RUN.id(), new MemoryReading(1, 2)));
        }
    }

    @Test
    void neitherARunNorASampleIsStoredTwice() {
        try (SqliteRunStore store = open()) {
            store.create(RUN);
            Sample sample = TestRuns.samples(1, 10).getFirst();
            store.append(RUN.id(), sample);

            refused(Reason.RUN_EXISTS, () -> store.create(TestRuns.finished(RUN)));
            assertThatIllegalArgumentException().isThrownBy(() -> store.append(RUN.id(), sample));
            assertThat(store.find(RUN.id())).contains(RUN);
            assertThat(store.samples(RUN.id())).hasSize(1);
        }
    }

    @Test
    void severalConnectionsAndThreadsWriteAtOnceAndNothingIsLost() throws Exception {
        int writers = 4;
        int samplesEach = 50;
        List<Sample> samples = TestRuns.samples(samplesEach, 10);
        try (SqliteRunStore one = open();
                SqliteRunStore two = open();
                var threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> work = IntStream.range(0, writers).<Callable<Integer>>mapToObj(writer -> () -> {
                SqliteRunStore store = writer % 2 == 0 ? one : two;
                Run run = TestRuns.queued("w-" + writer, "many", writer + 1, "cache=none");
                store.create(run);
                for (Sample sample : samples) {
                    store.append(run.id(), sample);
                    assertThat(store.samples(run.id())).endsWith(sample);
                }
                store.update(TestRuns.finished(run));
                return store.samples(run.id()).size();
            }).toList();
            for (Future<Integer> written : threads.invokeAll(work)) {
                assertThat(written.get()).isEqualTo(samplesEach);
            }
            assertThat(one.list()).hasSize(writers).isEqualTo(two.list());
            assertThat(one.list()).extracting(Run::state).containsOnly(RunState.FINISHED);
        }
    }

    @Test
    void severalProcessesMayOpenANewStoreAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> work = IntStream.range(0, 8).<Callable<Integer>>mapToObj(_ -> () -> {
                try (SqliteRunStore store = open()) {
                    return store.list().size();
                }
            }).toList();
            for (Future<Integer> opened : threads.invokeAll(work)) {
                assertThat(opened.get()).isZero();
            }
        }
    }

    @Test
    void anyFolderNameWillDo() {
        Path odd = folder.resolve("a b?c=d#e%20é&mode=memory").resolve("runs.sqlite");
        try (SqliteRunStore store = SqliteRunStore.open(odd)) {
            store.create(RUN);
        }
        assertThat(odd).isNotEmptyFile();
        try (SqliteRunStore store = SqliteRunStore.open(odd)) {
            assertThat(store.list()).containsExactly(RUN);
        }
    }

    @Test
    void oneUnreadableRunHidesNoOther() {
        try (SqliteRunStore store = open(); var raw = new StoreConnection(file())) {
            store.create(RUN);
            store.create(TestRuns.queued("a-2", "experiment", 2, "cache=none"));
            raw.update("UPDATE run SET document = ? WHERE id = ?", "{}", "a-2");

            assertThat(store.list()).containsExactly(RUN);
            assertThatThrownBy(() -> store.find(new RunId("a-2"))).hasMessageContaining("Run document");
            store.delete(new RunId("a-2"));
            assertThat(store.find(new RunId("a-2"))).isEmpty();
        }
    }

    @Test
    void aFullDiskIsToldAndWhatWasCommittedStays() {
        try (var writer = new StoreConnection(file())) {
            StoreSchema.migrate(writer);
            var store = new SqliteRunStore(writer, writer, Owner.current());
            store.create(RUN);
            store.append(RUN.id(), TestRuns.sample(1, "short", "a", "b", 7, 1000));
            writer.query("PRAGMA max_page_count = 1", row -> row.getInt(1));
            Sample large = TestRuns.sample(2, "long ".repeat(20_000), "a", "b", 7, 1000);

            refused(Reason.DISK_FULL, () -> store.append(RUN.id(), large));
            assertThat(store.samples(RUN.id())).hasSize(1);
            writer.query("PRAGMA max_page_count = 10000", row -> row.getInt(1));
            store.append(RUN.id(), large);
            assertThat(store.samples(RUN.id())).hasSize(2);
        }
    }

    @Test
    void aStoreThatMayNotBeWrittenSaysSo() {
        open().close();
        try (var writer = new StoreConnection(file())) {
            writer.execute("PRAGMA query_only = ON");

            refused(Reason.NOT_WRITABLE, () -> new SqliteRunStore(writer, writer, Owner.current()).create(RUN));
        }
    }

    @Test
    void aFolderThatCannotBeMadeSaysSo() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "no folder");

        refused(Reason.NOT_WRITABLE, () -> SqliteRunStore.open(blocked.resolve("runs.sqlite")));
        refused(Reason.NOT_A_STORE, () -> SqliteRunStore.open(folder));
    }

    @Test
    void aFailedTransactionLeavesNothingBehind() {
        open().close();
        try (var connection = new StoreConnection(file())) {
            assertThatThrownBy(() -> connection.transaction(() -> {
                connection.execute("INSERT INTO run VALUES (1, 'x', 'e', 1, 'QUEUED', 0, 0, 0, '{}', NULL)");
                throw new IllegalArgumentException("stop");
            })).hasMessage("stop");
            assertThat(connection.query("SELECT id FROM run", row -> row.getString(1))).isEmpty();
            assertThat(connection.<Integer>transaction(() -> 1)).isEqualTo(1);
        }
    }

    @Test
    void aClosedStoreIsABugOfItsCallerAndClosingTwiceIsNot() {
        SqliteRunStore store = open();
        store.close();
        store.close();

        assertThatIllegalStateException().isThrownBy(store::list);
        assertThatIllegalStateException().isThrownBy(() -> store.create(RUN));
    }

    private Path file() {
        return folder.resolve("runs.sqlite");
    }

    private SqliteRunStore open() {
        return SqliteRunStore.open(file());
    }

    private static void refused(Reason reason, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(StoreError.class, error -> {
            assertThat(error.reason()).isEqualTo(reason);
            assertThat(error.remedy()).isNotBlank();
        });
    }
}
