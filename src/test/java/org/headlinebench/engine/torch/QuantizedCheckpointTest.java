package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.UnsupportedModel;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** Hugging Face folders that GPTQ's and AWQ's tools have quantized (fixtures of {@code quantize_checkpoints.py}). */
class QuantizedCheckpointTest {
    private static final Path FIXTURES = Path.of("src/test/resources/quantize");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gptq", "gptq-ordered", "gptq-8-v2", "awq"})
    void theyLoadAsTheWeightsThatTheirCodesMean(String name) {
        assertThat(error(name, "precision=float32", 0)).isLessThan(1e-4);
    }

    /** What is lost are the last bits of scales and zeros, and bfloat16 activations; columns out of order are rounded. */
    @ParameterizedTest
    @CsvSource({"gptq,stored,7", "gptq,int4(32),7", "gptq-8-v2,stored,7", "awq,stored,7", "awq,int4(32),7",
        "gptq-ordered,stored,0", "gptq-ordered,int8,0"})
    void theirCodesRunInThePackedKernels(String name, String quantize, int repacked) {
        assertThat(error(name, "precision=float32,quantize=" + quantize, repacked)).isBetween(1e-5, 0.03);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"bitsandbytes\"|bitsandbytes", "\"fp8\"|fp8",
        "\"gptq\",\"bits\":3|in 3 bits", "\"gptq\",\"bits\":4,\"checkpoint_format\":\"marlin\"|marlin",
        "\"awq\",\"bits\":4,\"version\":\"gemv\"|gemv"})
    void anyOtherQuantizationIsRefusedByName(String method, String named) throws IOException {
        String config = Files.readString(FIXTURES.resolve("checkpoint-awq/config.json"))
                .replaceAll("(?s)\"quantization_config\": \\{.*?\\}",
                        "\"quantization_config\": {\"quant_method\": " + method + "}");
        Files.writeString(folder.resolve("config.json"), config);
        Files.copy(FIXTURES.resolve("checkpoint-awq/model.safetensors"), folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> WeightFiles.open(folder)).isInstanceOfSatisfying(UnsupportedModel.class, e -> {
            assertThat(e).hasMessageContaining(named);
            assertThat(e.remedy()).contains("GPTQ (4 or 8 bits) or AWQ");
        });
    }

    @Test
    void tensorsOfAnotherShapeThanTheSettingsSayAreRefused() throws IOException {
        String config = Files.readString(FIXTURES.resolve("checkpoint-gptq/config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("\"group_size\": 32", "\"group_size\": 64"));
        Files.copy(FIXTURES.resolve("checkpoint-gptq/model.safetensors"), folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> {
            try (WeightFile file = WeightFiles.open(folder)) {
                file.configuration();
            }
        }).isInstanceOf(UserError.class).hasMessageContaining("qzeros");
    }

    private static double error(String name, String stack, int repacked) {
        Path model = FIXTURES.resolve("checkpoint-" + name);
        JsonNode expected = JsonMapper.shared().readTree(model.resolve("expected.json").toFile());
        int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
        try (LanguageModel loaded = TorchLanguageModel.load(WeightFiles.open(model), Stack.parse(stack, DeviceKind.CPU),
                32, (_, _) -> {});
                TokenSequence sequence = loaded.open(prompt.length, new Decoding.Greedy(), 0)) {
            assertThat(loaded.facts().repackedModules()).isEqualTo(repacked);
            float[] logits = sequence.logits(prompt);
            double difference = 0;
            double size = 0;
            for (int i = 0; i < logits.length; i++) {
                difference += Math.pow(logits[i] - expected.get("logits").get(i).asDouble(), 2);
                size += Math.pow(expected.get("logits").get(i).asDouble(), 2);
            }
            return Math.sqrt(difference / size);
        }
    }
}
