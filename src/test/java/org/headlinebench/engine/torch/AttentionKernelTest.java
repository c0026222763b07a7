package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;

/** The choices of the attention axis: the same tokens by different kernels. */
class AttentionKernelTest {
    private static final String FLASH = "aten::_scaled_dot_product_flash_attention_for_cpu";
    private static final String MATH = "aten::_scaled_dot_product_attention_math";
    private static final String SDPA = "aten::scaled_dot_product_attention";

    @ParameterizedTest
    @CsvSource({"llama,eager", "llama,math", "llama,flash", "mistral,eager", "mistral,flash", "mistral,math",
        "qwen2,eager", "smollm2,flash", "llama3,math"})
    void everyKernelWritesTheTokensOfTransformers(String family, String attention) {
        for (String cache : new String[]{"none", "static"}) {
            try (LanguageModel model = EngineOracleTest.load(family, "attention=" + attention + ",cache=" + cache)) {
                for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                    assertThat(EngineOracleTest.greedy(model, EngineOracleTest.ids(expected.get("prompt")), 25))
                            .isEqualTo(Arrays.stream(EngineOracleTest.ids(expected.get("greedy"))).boxed().toList());
                }
            }
        }
    }

    /** libtorch's own profile of a prompt's pass and of a step says which operators ran. */
    @ParameterizedTest
    @CsvSource({"eager,false,false,false", "sdpa,true,true,false", "math,false,false,true", "flash,false,true,false"})
    void theProfileShowsTheKernelThatWasChosen(String attention, boolean dispatches, boolean flash, boolean math,
            @TempDir Path folder) throws IOException {
        for (String precision : new String[]{"float32", "bfloat16"}) {
            Path trace = folder.resolve(precision + ".json");
            try (LanguageModel model = EngineOracleTest.load("llama",
                    "precision=" + precision + ",attention=" + attention);
                    TokenSequence sequence = model.open(20, new Decoding.Greedy(), 0)) {
                JniUtils.startProfile(false, false, false);
                sequence.next(5, 6, 7, 8);
                sequence.next(9);
                JniUtils.stopProfile(trace.toString());
            }
            String operators = Files.readString(trace);
            assertThat(operators).contains("aten::layer_norm");
            assertThat(operators.contains("\"" + SDPA + "\"")).as(SDPA).isEqualTo(dispatches);
            assertThat(operators.contains("\"" + FLASH + "\"")).as(FLASH).isEqualTo(flash);
            assertThat(operators.contains("\"" + MATH + "\"")).as(MATH).isEqualTo(math);
        }
    }
}
