package org.headlinebench.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.failure.UserError;

class TokenizerDefinitionTest {
    @TempDir
    private Path folder;

    @Test
    void oneTokenizerHasOneFingerprintInBothFormats() {
        var folder = TokenizerDefinition.read(TokenizerFixtures.path("folder"));
        assertThat(TokenizerDefinition.read(TokenizerFixtures.path("llama-bpe.gguf")).fingerprint())
                .isEqualTo(folder.fingerprint());
        assertThat(TokenizerDefinition.read(TokenizerFixtures.path("qwen2.gguf")).fingerprint())
                .isNotEqualTo(folder.fingerprint());
    }

    @Test
    void theFingerprintDependsOnTheOrderOfMergesAndNotOnTheirSpelling() throws IOException {
        var file = Files.writeString(folder.resolve("tokenizer.json"), vocabulary("[\"a b\", \"b a\"]"));
        var spaced = TokenizerDefinition.read(folder).fingerprint();
        Files.writeString(file, vocabulary("[[\"a\", \"b\"], [\"b\", \"a\"]]"));
        assertThat(TokenizerDefinition.read(folder).fingerprint()).isEqualTo(spaced);
        Files.writeString(file, vocabulary("[[\"b\", \"a\"], [\"a\", \"b\"]]"));
        assertThat(TokenizerDefinition.read(folder).fingerprint()).isNotEqualTo(spaced);
    }

    @Test
    void specialTokensAndTemplateOfAGgufFileAreRead() {
        var definition = TokenizerDefinition.read(TokenizerFixtures.path("smollm.gguf"));
        assertThat(definition.bosToken()).hasValue("<|endoftext|>");
        assertThat(definition.eosToken()).hasValue("<|im_end|>");
        assertThat(definition.eosTokenIds()).containsExactly(2);
        assertThat(definition.chatTemplate()).hasValue("{{ messages }}");
    }

    @Test
    void specialTokensAndTemplateOfAFolderAreRead() {
        var definition = TokenizerDefinition.read(TokenizerFixtures.path("folder"));
        assertThat(definition.bosToken()).hasValue("<|endoftext|>");
        assertThat(definition.eosToken()).hasValue("<|im_end|>");
        assertThat(definition.eosTokenIds()).containsExactly(2);
        assertThat(definition.chatTemplate()).hasValue("{{ messages }}");
    }

    @Test
    void theNamedDefaultOfSeveralTemplatesIsTaken() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), vocabulary("[]"));
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"eos_token": {"content": "ab"}, "chat_template": [{"name": "tool_use", "template": "tools"},
                 {"name": "default", "template": "plain"}]}""");
        var definition = TokenizerDefinition.read(folder);
        assertThat(definition.chatTemplate()).hasValue("plain");
        assertThat(definition.eosTokenIds()).containsExactly(2);
    }

    /** {@code from} and {@code to} have as many bytes, so that only the text differs. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"smollm; smallm; rule 'smallm'",
        "gpt2; bert; kind 'bert'",
        "tokenizer.ggml.model; tokenizer.ggml.madel; has no tokenizer",
        "tokenizer.ggml.pre; tokenizer.ggml.pra; does not say how it splits text",
        "tokenizer.ggml.tokens; tokenizer.ggml.takens; 'tokenizer.ggml.tokens' is missing",
        "tokenizer.ggml.merges; tokenizer.ggml.marges; 'tokenizer.ggml.merges' is missing",
        "Ġ t; Ġ_t; no pair of tokens",
        "Ġ t; QQ Q; no tokens"})
    void whatIsWrongInAGgufFileIsNamed(String from, String to, String what) throws IOException {
        var bytes = new String(Files.readAllBytes(TokenizerFixtures.path("smollm.gguf")), StandardCharsets.ISO_8859_1);
        var broken = bytes.replaceFirst(Pattern.quote(latin(from)),
                Matcher.quoteReplacement(latin(to)));
        assertThat(broken).isNotEqualTo(bytes);
        var file = Files.write(folder.resolve("model.gguf"), broken.getBytes(StandardCharsets.ISO_8859_1));
        refused(file, what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"`\"BPE\"`; `\"Unigram\"`; kind 'Unigram'",
        "`\"b\": 1`; `\"b\": 0`; stands for two tokens", "`\"b\": 1`; `\"b\": -1`; no proper id",
        "`\"b\": 1`; `\"a\": 1`; JSON is broken", "`[\"a b\"]`; `[\"a\", 7]`; pairs of tokens",
        "`[\"a b\"]`; `{}`; must be an array", "`{\"a\": 0, \"b\": 1, \"ab\": 2, \"ba\": 3}`; `{}`; with tokens"})
    void whatIsWrongInTokenizerJsonIsNamed(String from, String to, String what) throws IOException {
        var sound = vocabulary("[\"a b\"]");
        assertThat(sound).contains(from);
        Files.writeString(folder.resolve("tokenizer.json"), sound.replace(from, to));
        refused(folder, what);
    }

    @Test
    void aFolderWithoutATokenizerSaysWhatToFetch() throws IOException {
        refused(folder, "tokenizer.json is missing");
        Files.createFile(folder.resolve("tokenizer.model"));
        refused(folder, "older form");
    }

    @Test
    void aTokenThatAppearsTwiceIsNamed() throws IOException {
        var bytes = new String(Files.readAllBytes(TokenizerFixtures.path("smollm.gguf")), StandardCharsets.ISO_8859_1);
        var lengthOne = "\u0001\0\0\0\0\0\0\0";
        var file = Files.write(folder.resolve("model.gguf"),
                bytes.replace(lengthOne + "A", lengthOne + "B").getBytes(StandardCharsets.ISO_8859_1));
        refused(file, "holds 'B' twice");
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String vocabulary(String merges) {
        return """
                {"added_tokens": [], "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "ba": 3},
                 "merges": %s}}""".formatted(merges);
    }

    private static void refused(Path model, String what) {
        assertThatThrownBy(() -> TokenizerDefinition.read(model)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.getMessage()).contains(what);
            assertThat(error.remedy()).isNotBlank();
        });
    }
}
