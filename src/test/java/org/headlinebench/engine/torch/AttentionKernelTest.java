package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;
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
    @CsvSource({"llama,dynamic", "mistral,static", "qwen2,paged", "llama,sliding(140)", "opt,static"})
    void runsSideBySideGiveWhatTheReferenceGivesOverLongContexts(String family, String cache) {
        String stack = "precision=float32,cache=" + cache + ",attention=";
        double[] found = logits(family, stack + "flash-decoding");
        assertThat(found).hasSize(logits(family, stack + "math").length);
        assertThat(farthest(found, logits(family, stack + "math"))).isLessThan(1e-4);
    }

    /** Two kernels round bfloat16 each in their own way; neither may lie much farther from float32 than the other. */
    @Test
    void runsSideBySideRoundNoMoreThanTheReference() {
        double[] exact = logits("smollm2", "precision=float32,attention=math");
        double ofReference = farthest(logits("smollm2", "precision=bfloat16,attention=math"), exact);
        double ofRuns = farthest(logits("smollm2", "precision=bfloat16,attention=flash-decoding"), exact);
        assertThat(ofRuns).isLessThan(1.5 * ofReference);
    }

    /** What a model of a family gives after a long prompt, for one and for several tokens at a time. */
    private static double[] logits(String family, String stack) {
        try (LanguageModel model = load(family, stack);
                TokenSequence sequence = model.open(LONG, new Decoding.Greedy(), 0)) {
            sequence.next(IntStream.range(0, PROMPT).map(i -> 3 + (i * 37 + i * i) % 150).toArray());
            return Stream.of(new int[][]{{5}, {6, 7, 8}, {9}, {10, 11, 12, 13, 14, 15, 16}, {17}})
                    .map(sequence::logits)
                    .flatMapToDouble(logits -> IntStream.range(0, logits.length).mapToDouble(i -> logits[i]))
                    .toArray();
        }
    }

    private static double farthest(double[] found, double[] expected) {
        return IntStream.range(0, found.length).mapToDouble(i -> Math.abs(found[i] - expected[i])).max().orElseThrow();
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
