package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;

/** Run stores and exports that somebody made to do harm: refused in words, and nothing is touched. */
@Timeout(60)
class HostileStoresTest {
    private static final Run THEIRS = TestRuns.finished(TestRuns.queued("a-1", "theirs", 1, "cache=none"));
    private static final Run OURS = TestRuns.finished(TestRuns.queued("b-1", "ours", 1, "cache=none"));

    @TempDir
    Path folder;

    private SqliteRunStore ours;
    private Path file;

    @BeforeEach
    void fill() {
        ours = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        ours.create(OURS);
        file = folder.resolve("theirs.hbruns");
        try (SqliteRunStore theirs = SqliteRunStore.open(file)) {
            theirs.create(THEIRS);
            TestRuns.samples(3, 10).forEach(sample -> theirs.append(THEIRS.id(), sample));
        }
    }

    @AfterEach
    void close() {
        ours.close();
    }

    @Test
    void whatNobodyChangedIsImported() {
        assertThat(new RunTransfer(ours).importFile(file).imported()).containsExactly(THEIRS.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "DROP TABLE sample; CREATE VIEW sample AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                + "SELECT 'a-1' AS run, i AS position, '{}' AS document FROM n | it defines sample otherwise",
        "CREATE TRIGGER t AFTER DELETE ON sample BEGIN DELETE FROM run; END | it defines t otherwise",
        "CREATE VIRTUAL TABLE v USING fts5(words) | it defines v otherwise",
        "ALTER TABLE sample ADD COLUMN big BLOB GENERATED ALWAYS AS (zeroblob(900000000)) | it defines sample otherwise",
        "DROP TABLE run_label | tables are missing",
        "UPDATE sample SET document = hex(zeroblob(9000000)) WHERE position = 2 | one sample has 17 MiB",
        "UPDATE sample SET document = '[]' WHERE position = 2 | Sample document cannot be read",
        "UPDATE run SET document = '7' | 1 of the 1 runs",
        "UPDATE run SET document = replace(document, '\"a-1\"', '\"../../a\"') | 1 of the 1 runs",
        "PRAGMA user_version = 99 | has version 99",
        "PRAGMA application_id = 5 | another program"})
    void aStoreThatIsNotAsThisProgramWritesItIsRefused(String change, String words) throws Exception {
        try (var raw = new StoreConnection(file)) {
            raw.execute("PRAGMA foreign_keys = OFF");
            raw.execute(change);
            raw.query("PRAGMA journal_mode = DELETE", row -> row.getString(1));
        }
        refused(words);
    }

    @Test
    void aStoreWhosePagesLeadAroundInCirclesIsRefused() throws Exception {
        try (var raw = new StoreConnection(file)) {
            raw.query("PRAGMA journal_mode = DELETE", row -> row.getString(1));
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int page = 4096; page < bytes.length; page += 4096) {
            java.util.Arrays.fill(bytes, page, page + 12, (byte) 5);
        }
        Files.write(file, bytes);
        refused("damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'format':'headline-bench/runs','version':1,'runs':5} | no list of runs",
        "{'format':'headline-bench/runs','version':1,'runs':[5]} | a run is no object",
        "{'format':'headline-bench/runs','version':1,'runs':[{'id':'../../a','samples':[7]}]} | a sample is no object",
        "{'format':'headline-bench/runs','version':1,'runs':[{'id':'../../a'}]} | cannot be read",
        "{'format':7,'version':'x'} | not an export"})
    void anExportOfOtherTypesIsRefused(String text, String words) throws Exception {
        Files.writeString(file, text.replace('\'', '"'));
        refused(words);
    }

    @Test
    void whatIsNestedWithoutEndOrTooLargeOrNoFileIsRefused() throws Exception {
        Files.writeString(file, "{\"format\":" + "[".repeat(2_000_000));
        refused("no whole JSON document");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThatThrownBy(() -> new RunTransfer(ours).importFile(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("too large");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> new RunTransfer(ours).importFile(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("no file that holds runs");
    }

    private void refused(String words) throws Exception {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> new RunTransfer(ours).importFile(file)).isInstanceOfSatisfying(UserError.class,
                error -> {
                    assertThat(error.getMessage()).contains(words).doesNotContain("headline-bench-import");
                    assertThat(error.remedy()).isNotBlank().doesNotContain("Move it away");
                });
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(ours.list()).containsExactly(OURS);
    }
}
