package org.headlinebench.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;

/** The real files, which lie beside a developer's checkout and never in it. */
@Tag("real-rows")
class RealRowsTest {
    private static final Path FOLDER = Path.of("../shared/data/news");

    @Test
    void theFirstThousandRowsAreAllUsable() {
        Dataset dataset = read("huffpost_first1000.jsonl");

        assertThat(dataset.report().summary()).isEqualTo("1,000 rows, 1,000 usable");
        assertThat(RowSelection.parse("1-50").select(dataset).rows()).hasSize(50);
        assertThat(dataset.rows()).allMatch(row -> row.date().isPresent() && !row.link().isEmpty());
    }

    @Test
    void gzippedRowsOfEitherVersionAreAllUsable() {
        assertThat(read("huffpost_train.jsonl.gz").report().summary()).isEqualTo("8,000 rows, 8,000 usable");
        assertThat(read("huffpost_v2_extra.jsonl.gz").report().summary()).isEqualTo("3,378 rows, 3,378 usable");
        assertThat(read("wikinews_2019_2020.jsonl.gz").report().summary()).isEqualTo("292 rows, 292 usable");
    }

    private static Dataset read(String file) {
        return new DatasetReader(ReadOptions.DEFAULT.with(MalformedRows.REFUSE)).read(FOLDER.resolve(file));
    }
}
