package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.history.StoreError.Reason;

class StoreFileTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Files.createFile(file());
        try (SqliteRunStore store = SqliteRunStore.open(file()); var raw = new StoreConnection(file())) {
            assertThat(store.list()).isEmpty();
            assertThat(raw.query("PRAGMA user_version", row -> row.getInt(1))).containsExactly(StoreSchema.VERSION);
            assertThat(raw.query("PRAGMA journal_mode", row -> row.getString(1))).containsExactly("wal");
            assertThat(raw.query("PRAGMA application_id", row -> row.getInt(1)))
                    .containsExactly(StoreFile.APPLICATION_ID);
        }
    }

    @Test
    void aStoreWhoseFirstMigrationNeverHappenedIsMigrated() {
        try (var raw = new StoreConnection(file())) {
            raw.query("PRAGMA journal_mode = WAL", row -> row.getString(1));
        }
        assertThat(file()).isNotEmptyFile();
        Run run = TestRuns.measuring("a-1");
        try (SqliteRunStore store = SqliteRunStore.open(file())) {
            store.create(run);
            assertThat(store.list()).containsExactly(run);
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        filled();
        try (var raw = new StoreConnection(file())) {
            raw.execute("PRAGMA user_version = " + (StoreSchema.VERSION + 1));
        }
        refusedUnchanged(Reason.NEWER_VERSION, "version " + (StoreSchema.VERSION + 1));
    }

    @Test
    void aNewerVersionThatStillLiesInTheLogIsRefusedToo() throws Exception {
        filled();
        try (var newer = new StoreConnection(file())) {
            newer.execute("PRAGMA user_version = 99");
            refusedUnchanged(Reason.NEWER_VERSION, "version 99");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE song (title TEXT)", "PRAGMA user_version = 1",
        "PRAGMA application_id = 1196444487"})
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs(String content) throws Exception {
        try (var raw = new StoreConnection(file())) {
            raw.execute(content);
        }
        refusedUnchanged(Reason.NOT_A_STORE, "another program");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        Files.writeString(file(), "my notes, which nobody may overwrite\n".repeat(1000));
        refusedUnchanged(Reason.NOT_A_STORE, "no SQLite database");

        Files.writeString(file(), "short");
        refusedUnchanged(Reason.NOT_A_STORE, "no SQLite database");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 99, 100, 4095, 4096, 10_000, 40_000})
    void aTruncatedStoreIsRefusedAndLeftAsItIs(int bytes) throws Exception {
        filled();
        byte[] whole = Files.readAllBytes(file());
        assertThat(whole.length).isGreaterThan(40_000);
        Files.write(file(), Arrays.copyOf(whole, bytes));

        refusedUnchanged(Reason.DAMAGED, "damaged");
    }

    @Test
    void aStoreThatWasEmptiedBesideItsLogIsRefusedAndTheLogKept() throws Exception {
        Files.createFile(file());
        Path log = Files.writeString(folder.resolve("runs.sqlite-wal"), "runs that may be saved");

        refusedUnchanged(Reason.DAMAGED, "write-ahead log");
        assertThat(log).hasContent("runs that may be saved");
    }

    @Test
    void destroyedPagesAreToldWhenTheyAreRead() throws Exception {
        filled();
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0xee);
        Files.write(file(), bytes);

        assertThatThrownBy(() -> {
            try (SqliteRunStore store = SqliteRunStore.open(file())) {
                store.list();
            }
        }).isInstanceOfSatisfying(StoreError.class, error -> {
            assertThat(error.reason()).isEqualTo(Reason.DAMAGED);
            assertThat(error.remedy()).contains(".recover");
        });
    }

    private Path file() {
        return folder.resolve("runs.sqlite");
    }

    private void filled() {
        Run run = TestRuns.measuring("a-1");
        try (SqliteRunStore store = SqliteRunStore.open(file())) {
            store.create(run);
            TestRuns.samples(50, 10).forEach(sample -> store.append(run.id(), sample));
        }
    }

    private void refusedUnchanged(Reason reason, String words) throws IOException {
        byte[] before = Files.readAllBytes(file());
        long filesBefore = files();
        assertThatThrownBy(() -> SqliteRunStore.open(file()).close()).isInstanceOfSatisfying(StoreError.class,
                error -> {
                    assertThat(error.reason()).isEqualTo(reason);
                    assertThat(error.getMessage()).contains(words, file().toString());
                    assertThat(error.remedy()).contains("left as it is");
                });
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(files()).isEqualTo(filesBefore);
    }

    private long files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
