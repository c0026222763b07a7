package org.headlinebench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.tokenizer.TokenizerDefinition;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.WeightFiles;

/** The models that come with the program. */
class BundledModelsTest {
    private static final Path FOLDER = Path.of("resources/models");
    private static final Path STUDENT = FOLDER.resolve("headline-student.gguf");
    private static final Path DRAFT = FOLDER.resolve("headline-draft.gguf");
    private static final int WIDEST_GROUP = 128;

    @ParameterizedTest
    @CsvSource({"headline-student.gguf,27_000_000", "headline-draft.gguf,3_000_000"})
    void theFilesAreSmall(String name, String most) throws IOException {
        assertThat(Files.size(FOLDER.resolve(name))).isLessThanOrEqualTo(Long.parseLong(most.replace("_", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"headline-student.gguf", "headline-draft.gguf"})
    void matricesFitTheQuantizersGroupsAndSplitOverTwoDevices(String name) {
        try (var model = WeightFiles.open(FOLDER.resolve(name))) {
            ModelConfiguration shape = model.configuration();
            assertThat(shape.family()).isEqualTo(ModelFamily.LLAMA);
            assertThat(shape.tiedEmbedding()).isTrue();
            for (int size : new int[]{shape.vocabularySize(), shape.hiddenSize(), shape.intermediateSize(),
                shape.attentionHeads() * shape.headSize(), shape.keyValueHeads() * shape.headSize()}) {
                assertThat(size % WIDEST_GROUP).as("%d in groups of %d", size, WIDEST_GROUP).isZero();
            }
            for (int count : new int[]{shape.layers(), shape.attentionHeads(), shape.keyValueHeads()}) {
                assertThat(count % 2).as("%d over two devices", count).isZero();
            }
        }
    }

    @Test
    void theDraftHasTheStudentsTokens() {
        var student = TokenizerDefinition.read(STUDENT);
        var draft = TokenizerDefinition.read(DRAFT);
        assertThat(draft.fingerprint()).isEqualTo(student.fingerprint());
        assertThat(draft.eosTokenIds()).isEqualTo(student.eosTokenIds()).containsExactly(0);
        assertThat(WeightFiles.configuration(DRAFT).vocabularySize())
                .isEqualTo(WeightFiles.configuration(STUDENT).vocabularySize());
    }

    @Test
    void textComesBackFromItsTokensWithNothingPutBeforeIt() {
        var text = "Short description: A café in Ōsaka sold 1,234 “naïve” robots 🤖 for $5.\nHeadline:";
        try (var tokenizer = HuggingFaceTokenizers.open(STUDENT)) {
            int[] ids = tokenizer.encode(text);
            assertThat(ids).doesNotContain(0);
            assertThat(tokenizer.decode(ids, false)).isEqualTo(text);
        }
    }
}
