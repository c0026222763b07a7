package org.headlinebench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.tokenizer.TokenizerDefinition;
import org.headlinebench.weights.WeightFiles;

/**
 * Every stage of the training pipeline, in its tiny mode. Not part of an ordinary build, since PyTorch comes from PyPI
 * with gigabytes of CUDA only: run it with {@code mvn verify -Dtraining.python=PYTHON}, where PYTHON has
 * {@code training/requirements.txt}.
 */
class TrainingPipelineTest {
    private static final String PYTHON = System.getProperty("training.python");

    @TempDir
    Path out;

    @Test
    @Timeout(180)
    void tinyModeRunsEveryStageAndExportsModelsThatOpen() throws Exception {
        assertThat(PYTHON).as("-Dtraining.python").isNotBlank();
        Pipeline.tiny(PYTHON, out, "all");
        var student = out.resolve("export/headline-student.gguf");
        var draft = out.resolve("export/headline-draft.gguf");
        for (Path file : new Path[]{student, draft}) {
            try (var model = WeightFiles.open(file)) {
                assertThat(model.configuration().hiddenSize()).isEqualTo(128);
                assertThat(model.configuration().eosTokenIds()).containsExactly(0);
            }
        }
        assertThat(TokenizerDefinition.read(draft).fingerprint())
                .isEqualTo(TokenizerDefinition.read(student).fingerprint());
        assertThat(Files.readString(out.resolve("evaluation/report.json"))).contains("tokensPerPass", "pruned50");
        assertThat(Pipeline.tiny(PYTHON, out, "all")).as("all is done").doesNotContain("starts");
    }
}
