package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ModelConfigurationTest {
    private static final String LLAMA_32_1B = """
            {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "bos_token_id": 128000,
             "eos_token_id": [128001, 128008, 128009], "head_dim": 64, "hidden_act": "silu", "hidden_size": 2048,
             "intermediate_size": 8192, "max_position_embeddings": 131072, "mlp_bias": false,
             "num_attention_heads": 32, "num_hidden_layers": 16, "num_key_value_heads": 8, "rms_norm_eps": 1e-05,
             "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
             "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0,
             "tie_word_embeddings": true, "vocab_size": 128256}""";
    private static final String MISTRAL_7B_V01 = """
            {"architectures": ["MistralForCausalLM"], "bos_token_id": 1, "eos_token_id": 2, "hidden_act": "silu",
             "hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 32768,
             "num_attention_heads": 32, "num_hidden_layers": 32, "num_key_value_heads": 8, "rms_norm_eps": 1e-05,
             "rope_theta": 10000.0, "sliding_window": 4096, "tie_word_embeddings": false, "vocab_size": 32000}""";
    private static final String QWEN_25_05B = """
            {"architectures": ["Qwen2ForCausalLM"], "bos_token_id": 151643, "eos_token_id": 151645,
             "hidden_act": "silu", "hidden_size": 896, "intermediate_size": 4864, "max_position_embeddings": 32768,
             "max_window_layers": 21, "num_attention_heads": 14, "num_hidden_layers": 24, "num_key_value_heads": 2,
             "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
             "use_sliding_window": false, "vocab_size": 151936}""";

    private static final String OPT_125M = """
            {"architectures": ["OPTForCausalLM"], "activation_function": "relu", "bos_token_id": 2,
             "do_layer_norm_before": true, "eos_token_id": 2, "ffn_dim": 3072, "hidden_size": 768,
             "max_position_embeddings": 2048, "model_type": "opt", "num_attention_heads": 12,
             "num_hidden_layers": 12, "pad_token_id": 1, "prefix": "</s>", "torch_dtype": "float16",
             "vocab_size": 50272, "word_embed_proj_dim": 768}""";

    @TempDir
    private Path folder;

    @Test
    void llama32IsRead() throws IOException {
        var model = read(LLAMA_32_1B);
        assertThat(model).isEqualTo(new ModelConfiguration(ModelFamily.LLAMA, 128256, 2048, 8192, 16, 32, 8, 64,
                131072, 1e-5, new RopeScaling.Llama3(32, 1, 4, 8192), 500000, true, false, OptionalInt.empty(),
                OptionalInt.of(128000), List.of(128001, 128008, 128009)));
    }

    @Test
    void llama32Has1235814400Weights() throws IOException {
        assertThat(read(LLAMA_32_1B).parameterCount().total()).isEqualTo(1_235_814_400L);
    }

    @Test
    void qwen25Has494032768WeightsWithItsBiases() throws IOException {
        var model = read(QWEN_25_05B);
        assertThat(model.attentionBias()).isTrue();
        assertThat(model.slidingWindow()).isEmpty();
        assertThat(model.parameterCount().total()).isEqualTo(494_032_768L);
    }

    @Test
    void optHas125239296WeightsWithItsPositionsAndBiases() throws IOException {
        var model = read(OPT_125M);
        assertThat(model.family()).isEqualTo(ModelFamily.OPT);
        assertThat(model.tiedEmbedding()).isTrue();
        assertThat(model.eosTokenIds()).containsExactly(2);
        assertThat(model.parameterCount().total()).isEqualTo(125_239_296L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"before\": true; before\": false; do_layer_norm_before",
        "dim\": 768; dim\": 512; word_embed_proj_dim", "\"relu\"; \"gelu\"; activation_function",
        "\"prefix\"; \"enable_bias\": false, \"prefix\"; enable_bias",
        "\"prefix\"; \"_remove_final_layer_norm\": true, \"prefix\"; _remove_final_layer_norm"})
    void whatTheEngineLacksOfOptIsRefused(String from, String to, String named) {
        assertThat(OPT_125M).contains(from);
        assertThatThrownBy(() -> read(OPT_125M.replace(from, to))).isInstanceOf(UnsupportedModel.class)
                .hasMessageContaining(named);
    }

    @Test
    void mistralHasASlidingWindowUnlessItIsNull() throws IOException {
        assertThat(read(MISTRAL_7B_V01).slidingWindow()).hasValue(4096);
        assertThat(read(MISTRAL_7B_V01).parameterCount().total()).isEqualTo(7_241_732_096L);
        assertThat(read(MISTRAL_7B_V01.replace("\"sliding_window\": 4096", "\"sliding_window\": null"))
                .slidingWindow()).isEmpty();
        assertThat(read(MISTRAL_7B_V01.replace("\"sliding_window\": 4096, ", "")).slidingWindow()).hasValue(4096);
    }

    @Test
    void transformers5RopeParametersAreRead() throws IOException {
        var model = read(LLAMA_32_1B.replace("\"rope_theta\": 500000.0,", "")
                .replace("\"rope_scaling\": {", "\"rope_parameters\": {\"rope_theta\": 500000.0, "));
        assertThat(model.ropeTheta()).isEqualTo(500000);
        assertThat(model.ropeScaling()).isEqualTo(new RopeScaling.Llama3(32, 1, 4, 8192));
    }

    @Test
    void endTokensOfTheGenerationConfigurationCountToo() throws IOException {
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [151645, 151643]}");
        assertThat(read(QWEN_25_05B).eosTokenIds()).containsExactly(151645, 151643);
    }

    @Test
    void rotaryFrequenciesAreThoseOfTransformers() {
        for (var fixture : WeightFixtures.json("rotary.json").path("cases")) {
            var rule = fixture.path("rule");
            var floats = ByteBuffer.wrap(WeightFixtures.decoded(fixture.path("inverse_frequencies")))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            var expected = new float[floats.remaining()];
            floats.get(expected);
            var actual = RotaryFrequencies.of(fixture.path("head_dim").intValue(),
                    rule.path("rope_theta").doubleValue(), configured(rule).ropeScaling(),
                    fixture.path("tokens").intValue());
            assertThat(configured(rule).ropeScaling().attentionScale())
                    .isCloseTo(fixture.path("attention_factor").doubleValue(), within(1e-12));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as(rule + " " + i).isCloseTo(expected[i], within(expected[i] * 2e-6f));
            }
        }
    }

    @Test
    void llama3FactorsOfAGgufFileDivideTheFrequencies() {
        var model = WeightFiles.configuration(WeightFixtures.path("llama3.gguf"));
        assertThat(model.ropeScaling()).isInstanceOf(RopeScaling.Factors.class);
        var frequencies = model.inverseFrequencies(100);
        assertThat(frequencies).hasSize(4);
        assertThat(frequencies[0]).isEqualTo(1);
        assertThat(frequencies[3]).isCloseTo((float) (Math.pow(10000, -0.75) / 8), within(1e-10f));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"\"vocab_size\": 128256; \"vocab_size\": \"many\"; vocab_size",
        "\"hidden_size\": 2048; \"hidden_size\": -1; hidden size", "\"hidden_size\": 2048,; ; hidden_size",
        "\"num_attention_heads\": 32; \"num_attention_heads\": 0; num_attention_heads",
        "\"num_key_value_heads\": 8; \"num_key_value_heads\": 5; multiple of the number of key/value heads",
        "\"head_dim\": 64; \"head_dim\": 63; head size", "1e-05; \"tiny\"; rms_norm_eps",
        "\"factor\": 32.0,; ; rope_scaling.factor", "\"factor\": 32.0; \"factor\": 0; factor",
        "128009]; 999999]; 999999", "\"rope_type\": \"llama3\"; \"rope_type\": 3; rope_scaling.rope_type",
        "\"mlp_bias\": false; \"mlp_bias\": false, \"mlp_bias\": false; mlp_bias",
        "\"num_hidden_layers\": 16; \"num_hidden_layers\": 1e300; num_hidden_layers"})
    void aWrongKeyIsNamed(String from, String to, String named) {
        var broken = LLAMA_32_1B.replace(from, to == null ? "" : to);
        assertThat(broken).isNotEqualTo(LLAMA_32_1B);
        assertThatThrownBy(() -> read(broken)).isInstanceOf(MalformedModelFile.class).hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"LlamaForCausalLM; GemmaForCausalLM; GemmaForCausalLM",
        "\"llama3\"; \"longrope\"; longrope", "\"silu\"; \"gelu\"; hidden_act",
        "\"attention_bias\": false; \"attention_bias\": true; attention_bias",
        "\"mlp_bias\": false; \"quantization_config\": {\"bits\": 4}; quantization_config",
        "\"low_freq_factor\": 1.0; \"partial_rotary_factor\": 0.5; partial_rotary_factor"})
    void whatTheEngineLacksIsRefused(String from, String to, String named) {
        assertThatThrownBy(() -> read(LLAMA_32_1B.replace(from, to))).isInstanceOf(UnsupportedModel.class)
                .hasMessageContaining(named);
    }

    private ModelConfiguration read(String json) throws IOException {
        return WeightFiles.configuration(Files.writeString(folder.resolve("config.json"), json));
    }

    /** The configuration as a file with that rule gives it. */
    private ModelConfiguration configured(JsonNode rule) {
        try {
            return read(LLAMA_32_1B.replaceFirst("\"rope_scaling\": \\{[^}]*},",
                    "\"rope_parameters\": " + rule.toString() + ",")
                    .replace("\"max_position_embeddings\": 131072", "\"max_position_embeddings\": "
                            + rule.path("max_position_embeddings").intValue(131072)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
