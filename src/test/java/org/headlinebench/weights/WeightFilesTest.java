package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.failure.UserError;

class WeightFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama.gguf", "llama3.gguf", "mistral.gguf", "qwen2.gguf"})
    void ggufTensorsAreThoseThatTransformersReads(String file) throws Exception {
        assertTensors(WeightFixtures.path(file), WeightFixtures.json("models.json").path("gguf").path(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-sharded", "qwen2-single"})
    void folderTensorsAreThoseThatTransformersReads(String name) throws Exception {
        assertTensors(WeightFixtures.path(name), WeightFixtures.json("models.json").path("folders").path(name));
    }

    @ParameterizedTest
    @CsvSource({"llama.gguf,LLAMA", "mistral.gguf,MISTRAL", "qwen2.gguf,QWEN2", "llama-sharded,LLAMA",
        "qwen2-single,QWEN2"})
    void theFamilyIsRecognised(String name, ModelFamily family) {
        assertThat(WeightFiles.configuration(WeightFixtures.path(name)).family()).isEqualTo(family);
    }

    @Test
    void bfloat16ShardsAreUsableWithoutACopy() {
        try (var model = WeightFiles.open(WeightFixtures.path("llama-sharded"))) {
            assertThat(model.files()).hasSize(3);
            assertThat(model.tensor("model.layers.1.self_attn.k_proj.weight").isDirect(TensorType.BF16)).isTrue();
        }
    }

    @Test
    void aTensorThatIsMissingIsNamed() throws IOException {
        WeightFixtures.copyFolder("llama-sharded", folder);
        var config = folder.resolve("config.json");
        Files.writeString(config,
                Files.readString(config).replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"));
        assertThatThrownBy(() -> WeightFiles.open(folder)).isInstanceOf(MalformedModelFile.class)
                .hasMessageContaining("model.layers.2.input_layernorm.weight");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws IOException {
        WeightFixtures.copyFolder("llama-sharded", folder);
        var config = folder.resolve("config.json");
        Files.writeString(config,
                Files.readString(config).replace("\"intermediate_size\": 64", "\"intermediate_size\": 65"));
        assertThatThrownBy(() -> WeightFiles.open(folder)).isInstanceOf(MalformedModelFile.class)
                .hasMessageContaining("mlp.gate_proj.weight has shape [64, 32] instead of [65, 32]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model-00001-of-00003.safetensors", "/etc/model.safetensors", "a/../b.safetensors",
        "..\\\\b.safetensors", "C:b.safetensors", ".."})
    void anIndexCannotReachOutsideItsFolder(String shard) throws IOException {
        WeightFixtures.copyFolder("llama-sharded", folder);
        var index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, Files.readString(index).replace("model-00001-of-00003.safetensors", shard));
        assertThatThrownBy(() -> WeightFiles.open(folder)).isInstanceOf(MalformedModelFile.class)
                .hasMessageContaining("no safetensors file of that folder");
    }

    @Test
    void aShardThatIsMissingIsNamed() throws IOException {
        WeightFixtures.copyFolder("llama-sharded", folder);
        Files.delete(folder.resolve("model-00002-of-00003.safetensors"));
        assertThatThrownBy(() -> WeightFiles.open(folder)).isInstanceOf(NotAModel.class)
                .hasMessageContaining("model-00002-of-00003.safetensors is missing");
    }

    @Test
    void whatIsNoModelIsToldApart() throws IOException {
        refused(folder.resolve("absent"), "no model at");
        refused(folder, "config.json is missing");
        Files.writeString(folder.resolve("tiny.gguf"), "");
        refused(folder, "folder with GGUF files");
        Files.copy(WeightFixtures.path("llama-sharded/config.json"), folder.resolve("config.json"));
        refused(folder, "has no weights");
        Files.writeString(folder.resolve("pytorch_model.bin"), "PK");
        refused(folder, "only PyTorch checkpoints");
        refused(folder.resolve("pytorch_model.bin"), "PyTorch checkpoint");
        Files.writeString(folder.resolve("model-00001-of-00002.safetensors"), "");
        Files.delete(folder.resolve("pytorch_model.bin"));
        refused(folder, "neither model.safetensors nor");
        refused(folder.resolve("config.json"), "one file of a Hugging Face model");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version https://git-lfs.github.com/spec/v1 oid sha256:0 size 9|Git LFS pointer",
        "<!DOCTYPE html><html><body>Sign in to continue to this page</body></html>|web page",
        "Access to this model is restricted|GGUF"})
    void aDownloadOfSomethingElseIsToldApart(String content, String what) throws IOException {
        var file = Files.writeString(folder.resolve("model.gguf"), content, StandardCharsets.UTF_8);
        refused(file, what);
    }

    @Test
    void anEmptyFileIsToldApart() throws IOException {
        refused(Files.createFile(folder.resolve("model.gguf")), "it is empty");
    }

    @Test
    void theChecksumIsSha256() throws IOException {
        var file = Files.writeString(folder.resolve("abc"), "abc");
        assertThat(FileChecksum.sha256(file))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static void refused(Path path, String what) {
        assertThatThrownBy(() -> WeightFiles.open(path)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.getMessage()).contains(what);
            assertThat(error.remedy()).isNotBlank();
        });
    }

    private static void assertTensors(Path path, JsonNode expected) throws Exception {
        try (var model = WeightFiles.open(path)) {
            assertThat(model.names()).isEqualTo(new TreeSet<>(expected.propertyNames()));
            for (var name : model.names()) {
                var tensor = model.tensor(name);
                var floats = new byte[(int) tensor.weights() * 4];
                tensor.readInto(TensorType.F32, MemorySegment.ofArray(floats));
                var shape = expected.path(name).path("shape").valueStream().map(JsonNode::longValue).toList();
                assertThat(tensor.shape()).as(name).isEqualTo(shape);
                assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(floats))).as(name)
                        .isEqualTo(expected.path(name).path("sha256").stringValue());
            }
        }
    }
}
