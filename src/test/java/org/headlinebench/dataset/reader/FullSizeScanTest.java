package org.headlinebench.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.dataset.Dataset;

class FullSizeScanTest {
    /** The row count and about the size of the full dataset. */
    private static final int ROWS = 209_527;

    @TempDir
    Path folder;

    /** A few seconds at most when alone; the bound leaves room for a machine that is busy with other things. */
    @Test
    void aFileOfTheFullDatasetsSizeIsScannedInSeconds() throws IOException {
        Path file = folder.resolve("full.json");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int row = 1; row <= ROWS; row++) {
                out.write(
                        "{\"link\": \"https://example.org/news/%d\", \"headline\": \"Story %d Makes The Front Page\", "
                                .formatted(row, row));
                out.write("\"category\": \"SCIENCE\", \"short_description\": \""
                        + (row % 10 == 0 ? "" : "A story. ".repeat(20))
                        + "\", \"authors\": \"Someone\", \"date\": \"2026-01-02\"}\n");
            }
        }

        Dataset dataset = assertTimeout(Duration.ofSeconds(30),
                () -> new DatasetReader(ReadOptions.DEFAULT).read(file));

        assertThat(dataset.report().totalRows()).isEqualTo(ROWS);
        assertThat(dataset.report().emptyDescriptionCount()).isEqualTo(ROWS / 10);
        assertThat(dataset.rows()).hasSize(ROWS - ROWS / 10);
        assertThat(dataset.rows().getLast().headline()).isEqualTo("Story 209527 Makes The Front Page");
    }
}
