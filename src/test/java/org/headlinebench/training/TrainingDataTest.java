package org.headlinebench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The training pipeline's first stage, which needs nothing but Python. */
@Timeout(60)
class TrainingDataTest {
    private static final List<String> PARTS = List.of("train", "select", "unseen", "evaluation");
    private static final String PYTHON = System.getProperty("os.name").startsWith("Windows") ? "python" : "python3";

    @TempDir
    Path out;

    @Test
    void noRowIsInTwoParts() throws Exception {
        Pipeline.tiny(PYTHON, out, "data");
        var seen = new HashSet<String>();
        for (String part : PARTS) {
            assertThat(rows(part)).isNotEmpty()
                    .allSatisfy(row -> assertThat(seen.add(row)).as("seen once: " + row).isTrue());
        }
    }

    @Test
    void aStageThatIsDoneIsNotDoneAgain() throws Exception {
        assertThat(Pipeline.tiny(PYTHON, out, "data")).contains("data: starts");
        var first = rows("train");
        assertThat(Pipeline.tiny(PYTHON, out, "data")).contains("data: already done").doesNotContain("starts");
        Files.delete(out.resolve("data/done.json"));
        assertThat(Pipeline.tiny(PYTHON, out, "data")).contains("data: starts");
        assertThat(rows("train")).as("the seed is set").isEqualTo(first);
    }

    private List<String> rows(String part) throws IOException {
        return Files.readAllLines(out.resolve("data").resolve(part + ".jsonl"));
    }
}
