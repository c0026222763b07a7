package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.pytorch.jni.JniUtils;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/** The choices of the attention axis: the same tokens by different kernels. */
class AttentionKernelTest {
    private static final String FLASH = "aten::_scaled_dot_product_flash_attention_for_cpu";
    private static final String MATH = "aten::_scaled_dot_product_attention_math";
    private static final String SDPA = "aten::scaled_dot_product_attention";

    private static final int LONG = 300;
    private static final int PROMPT = 250;

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

    /** 300 tokens are two whole runs and a part of one; windows hide whole runs; verified tokens come several at a time. */
    @ParameterizedTest
    @CsvSource({"llama,dynamic,float32,1e-4", "mistral,static,float32,1e-4", "qwen2,paged,float32,1e-4",
        "llama,sliding(140),float32,1e-4", "smollm2,dynamic,bfloat16,0.2", "opt,static,float32,1e-4"})
    void runsSideBySideGiveWhatTheReferenceGivesOverLongContexts(String family, String cache, String precision,
            double tolerance) {
        String stack = "precision=" + precision + ",cache=" + cache + ",attention=";
        try (LanguageModel split = load(family, stack + "flash-decoding");
                LanguageModel whole = load(family, stack + "math");
                TokenSequence ours = split.open(LONG, new Decoding.Greedy(), 0);
                TokenSequence reference = whole.open(LONG, new Decoding.Greedy(), 0)) {
            int[] prompt = IntStream.range(0, PROMPT).map(i -> 3 + (i * 37 + i * i) % 150).toArray();
            ours.next(prompt);
            reference.next(prompt);
            for (int[] fed : new int[][]{{5}, {6, 7, 8}, {9}, {10, 11, 12, 13, 14, 15, 16}, {17}}) {
                float[] found = ours.logits(fed);
                float[] expected = reference.logits(fed);
                for (int i = 0; i < found.length; i++) {
                    assertThat((double) found[i]).as("logit %d after %s", i, Arrays.toString(fed))
                            .isCloseTo(expected[i], Offset.offset(tolerance));
                }
            }
        }
    }

    private static LanguageModel load(String family, String stack) {
        return TorchLanguageModel.load(WeightFiles.open(EngineOracleTest.resource(family)),
                Stack.parse(stack, DeviceKind.CPU), LONG, (_, _) -> {});
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
