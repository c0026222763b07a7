package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.failure.UserError;

class RunArchiveTest {
    private static final Run FIRST = TestRuns.finished(TestRuns.queued("a-1", "experiment", 1, "cache=none"));
    private static final Run SECOND = TestRuns.queued("a-2", "experiment", 2, "cache=dynamic");

    @TempDir
    Path folder;

    @Test
    void aLabelSurvivesReopeningAndGoesWithItsRun() {
        var label = new RunLabel(" Night run ", List.of("Paper", "paper", " "), "half a page\nof notes");
        try (SqliteRunStore store = filled("runs.sqlite")) {
            store.archive().label(FIRST.id(), new RunLabel("other", List.of(), ""));
            store.archive().label(FIRST.id(), label);
        }
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            assertThat(store.archive().entries()).extracting(Entry::label).containsExactly(RunLabel.NONE, label);
            assertThat(store.archive().entries()).extracting(Entry::samples).containsExactly(0, 3);
            assertThat(label.tags()).containsExactly("paper");
            store.archive().label(FIRST.id(), RunLabel.NONE);
            assertThat(store.archive().entries()).extracting(Entry::label).containsOnly(RunLabel.NONE);
            store.archive().label(new RunId("gone"), label);
        }
    }

    @Test
    void aDiscardedRunIsInNoListAndComesBackWhole() {
        try (SqliteRunStore store = filled("runs.sqlite")) {
            store.archive().discard(List.of(FIRST.id()));

            assertThat(store.list()).containsExactly(SECOND);
            assertThat(store.find(FIRST.id())).isEmpty();
            assertThat(store.ofExperiment("experiment")).containsExactly(SECOND);
            assertThat(store.archive().entries()).extracting(Entry::run).containsExactly(SECOND);
            assertThat(store.purge(Instant.EPOCH)).isZero();

            store.archive().restore(List.of(FIRST.id()));
            assertThat(store.find(FIRST.id())).contains(FIRST);
            assertThat(store.samples(FIRST.id())).hasSize(3);
        }
    }

    @Test
    void purgingDeletesForGoodWhatWasDiscardedBefore() {
        try (SqliteRunStore store = filled("runs.sqlite")) {
            store.archive().discard(List.of(FIRST.id()));
            assertThat(store.purge(Instant.now().plusSeconds(60))).isEqualTo(1);
            store.archive().restore(List.of(FIRST.id()));
            assertThat(store.list()).containsExactly(SECOND);
            assertThat(store.samples(FIRST.id())).isEmpty();
        }
    }

    @Test
    void aStoreOfTheFirstVersionKeepsItsRuns() {
        Path file = folder.resolve("old.sqlite");
        try (var old = new StoreConnection(file)) {
            old.execute(resource("/history/schema-1.sql"));
            old.execute("PRAGMA user_version = 1");
            old.execute("PRAGMA application_id = " + StoreFile.APPLICATION_ID);
            old.update("INSERT INTO run (id, experiment, ordinal, state, created_at_millis, owner_process_id, "
                    + "owner_started_at_millis, document) VALUES (?, 'experiment', 1, 'FINISHED', 1, 1, 1, ?)",
                    FIRST.id().value(), org.headlinebench.benchmark.json.BenchmarkJson.write(FIRST));
        }
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            assertThat(store.archive().entries()).extracting(Entry::run).containsExactly(FIRST);
        }
    }

    @Test
    void anExportIsImportedAsItWasExported() {
        Path file = folder.resolve("runs.json");
        try (SqliteRunStore store = filled("runs.sqlite")) {
            new RunExport(store, "test", Clock.systemUTC()).writeJson(List.of(FIRST.id(), SECOND.id()), file);
        }
        assertThat(RunTransfer.recognizes(file)).isTrue();
        try (SqliteRunStore other = SqliteRunStore.open(folder.resolve("other.sqlite"))) {
            var imports = new RunTransfer(other);
            var outcome = imports.importFile(file);
            assertThat(outcome.imported()).hasSize(2);
            assertThat(other.find(FIRST.id())).contains(FIRST);
            assertThat(other.samples(FIRST.id())).isEqualTo(samples());
            assertThat(other.memory(FIRST.id())).containsExactly(new MemoryReading(1.5, 2));
            assertThat(other.find(SECOND.id()).orElseThrow().state()).as("was not over").isEqualTo(RunState.CANCELLED);
            assertThat(imports.importFile(file).present()).isEqualTo(2);
            assertThat(other.list()).hasSize(2);
            other.archive().discard(List.of(FIRST.id()));
            assertThat(imports.importFile(file).imported()).as("wanted again").containsExactly(FIRST.id());
            assertThat(other.samples(FIRST.id())).isEqualTo(samples());
        }
    }

    @Test
    void anotherStoreIsImportedWithItsLabelsAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("theirs.sqlite");
        try (SqliteRunStore theirs = filled("theirs.sqlite")) {
            theirs.archive().label(FIRST.id(), new RunLabel("theirs", List.of("x"), ""));
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(RunTransfer.recognizes(file)).isTrue();
        try (SqliteRunStore ours = SqliteRunStore.open(folder.resolve("ours.sqlite"))) {
            assertThat(new RunTransfer(ours).importFile(file).imported()).hasSize(2);
            assertThat(ours.archive().entries()).extracting(entry -> entry.label().name())
                    .containsExactlyInAnyOrder("theirs", "");
            assertThat(ours.samples(FIRST.id())).isEqualTo(samples());
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aRunStoreOfChosenRunsIsOneFileWithEverythingAndOpensElsewhere() throws Exception {
        Path file = folder.resolve("chosen.hbruns");
        try (SqliteRunStore store = filled("runs.sqlite")) {
            store.archive().label(FIRST.id(), new RunLabel("mine", List.of("x"), "note"));
            new StoreExport(store).write(List.of(FIRST.id()), file);
            assertThatThrownBy(() -> new StoreExport(store).write(List.of(FIRST.id()), folder.resolve("no/b.hbruns")))
                    .isInstanceOf(ExportError.class);
        }
        assertThat(RunTransfer.recognizes(file)).isTrue();
        try (SqliteRunStore other = SqliteRunStore.open(folder.resolve("other.sqlite"))) {
            assertThat(new RunTransfer(other).importFile(file).imported()).containsExactly(FIRST.id());
            assertThat(other.find(FIRST.id())).contains(FIRST);
            assertThat(other.samples(FIRST.id())).isEqualTo(samples());
            assertThat(other.archive().entries().getFirst().label().note()).isEqualTo("note");
        }
        assertThat(Files.exists(folder.resolve("chosen.hbruns-wal"))).isFalse();
    }

    @Test
    void aRunStoreThatWasCutShortIsNamedAsItIsAndTheOwnStoreIsNotBlamed() throws Exception {
        Path whole = folder.resolve("whole.sqlite");
        SqliteRunStore.open(whole).close();
        Path cut = Files.write(folder.resolve("cut.hbruns"), Arrays.copyOf(Files.readAllBytes(whole), 5000));
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            assertThatThrownBy(() -> new RunTransfer(store).importFile(cut)).hasMessageContaining(cut + " is damaged")
                    .isInstanceOfSatisfying(UserError.class,
                            error -> assertThat(error.remedy()).contains("Nothing was imported"));
        }
    }

    @Test
    void whatIsNoExportIsRefusedWithWhatToDo() throws Exception {
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            var imports = new RunTransfer(store);
            for (String text : List.of("", "[]", "{\"headline\": \"x\"}",
                    "{\"format\":\"headline-bench/runs\",\"version\":1,"
                            + "\"runs\":[{\"id\":\"a\"}]}",
                    "{\"format\":\"headline-bench/runs\",\"version\":1,\"runs\":[")) {
                Path file = Files.writeString(folder.resolve("news.json"), text);
                assertThatThrownBy(() -> imports.importFile(file)).as(text).isInstanceOf(UserError.class);
            }
            Path newer = Files.writeString(folder.resolve("newer.json"),
                    "{\"format\":\"headline-bench/runs\",\"version\":9,\"runs\":[]}");
            assertThatThrownBy(() -> imports.importFile(newer)).hasMessageContaining("version 9");
            assertThatThrownBy(() -> imports.importFile(folder.resolve("none.json"))).isInstanceOf(UserError.class);
            assertThat(store.list()).isEmpty();
        }
    }

    private static List<Sample> samples() {
        return TestRuns.samples(3, 10);
    }

    private SqliteRunStore filled(String name) {
        SqliteRunStore store = SqliteRunStore.open(folder.resolve(name));
        store.create(FIRST);
        store.create(SECOND);
        samples().forEach(sample -> store.append(FIRST.id(), sample));
        store.append(FIRST.id(), new MemoryReading(1.5, 2));
        return store;
    }

    private static String resource(String name) {
        try (var in = RunArchiveTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
