package org.headlinebench.tokenizer.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.tokenizer.TokenizerFixtures;
import org.headlinebench.tokenizer.UnusableTokenizer;

class HuggingFaceTokenizersTest {
    private static final JsonNode FIXTURE = TokenizerFixtures.json("encodings.json");

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2.gguf", "smollm.gguf", "llama-bpe.gguf", "qwen2.gguf", "sentencepiece.gguf",
        "sentencepiece-eos.gguf"})
    void aTokenizerRebuiltFromGgufEncodesAndDecodesAsTheOriginal(String file) {
        assertAll(TokenizerFixtures.path(file), FIXTURE.path("gguf").path(file));
    }

    @Test
    void aFolderEncodesAsAutoTokenizerAndItsTruncationAndPaddingAreIgnored() {
        assertAll(TokenizerFixtures.path("folder"), FIXTURE.path("folders").path("folder"));
    }

    @Test
    void specialTokensAreAddedOnlyOnRequest() {
        try (var tokenizer = HuggingFaceTokenizers.open(TokenizerFixtures.path("sentencepiece.gguf"))) {
            var without = tokenizer.encode("ferry", false);
            assertThat(tokenizer.encode("ferry")).hasSize(without.length + 1).startsWith(1).endsWith(without);
        }
    }

    @Test
    void idsBeyondTheVocabularyDecodeToNothing() {
        try (var tokenizer = HuggingFaceTokenizers.open(TokenizerFixtures.path("smollm.gguf"))) {
            var ids = tokenizer.encode("ferry");
            var more = IntStream.concat(IntStream.of(ids), IntStream.of(tokenizer.vocabularySize(), 49151)).toArray();
            assertThat(tokenizer.decode(more, true)).isEqualTo("ferry");
            assertThatThrownBy(() -> tokenizer.decode(new int[]{-1}, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void threadsMayShareATokenizer() {
        try (var tokenizer = HuggingFaceTokenizers.open(TokenizerFixtures.path("smollm.gguf"))) {
            var expected = tokenizer.encode("Harbour ferry resumes after storms");
            IntStream.range(0, 200)
                    .parallel()
                    .forEach(
                            i -> assertThat(tokenizer.encode("Harbour ferry resumes after storms"))
                                    .isEqualTo(expected));
        }
    }

    @Test
    void whatTheLibraryRefusesIsAUserError(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"added_tokens": [], "pre_tokenizer": {"type": "NoSuchThing"},
                 "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""");
        assertThatThrownBy(() -> HuggingFaceTokenizers.open(folder)).isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aFolderWithVocabularyAndMergesOnlyEncodesAsAutoTokenizer() throws Exception {
        var older = Path.of(HuggingFaceTokenizersTest.class.getResource("/tokenizer-gpt2/folder").toURI());
        var fixture = Path.of(HuggingFaceTokenizersTest.class.getResource("/tokenizer-gpt2/encodings.json").toURI());
        assertAll(older, JsonMapper.shared().readTree(Files.readAllBytes(fixture)).path("cases"));
    }

    @Test
    void mergesThatAreNoPairsAreNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0, \"</s>\": 1}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b c\n");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"GPT2Tokenizer\"}");
        assertThatThrownBy(() -> HuggingFaceTokenizers.open(folder)).isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("'a b c' is no pair of tokens");
    }

    private static void assertAll(Path model, JsonNode cases) {
        assertThat(cases.size()).isGreaterThan(18);
        try (var tokenizer = HuggingFaceTokenizers.open(model)) {
            for (var expected : cases) {
                var text = expected.path("text").stringValue();
                var ids = expected.path("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
                assertThat(tokenizer.decode(ids, false)).as(text).isEqualTo(expected.path("decoded").stringValue());
                assertThat(tokenizer.decode(ids, true)).as(text)
                        .isEqualTo(expected.path("decoded_without_special").stringValue());
            }
        }
    }
}
