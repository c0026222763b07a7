package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;

/** Whole models with quantized weights: small random ones of every family. */
class QuantizedModelTest {
    private static final int[] PROMPT = {1, 17, 45, 99, 130, 7, 12, 88, 5};

    static Stream<String[]> everyFamilyAndStack() {
        return Stream.of("llama", "llama3", "smollm2", "mistral", "qwen2", "opt")
                .flatMap(family -> Stream.of("float32", "bfloat16", "float16")
                        .flatMap(precision -> Stream.of("int8", "int8(head=true)", "int8-dynamic")
                                .map(quantize -> new String[]{family,
                                    "precision=" + precision + ",quantize=" + quantize})));
    }

    @ParameterizedTest
    @MethodSource("everyFamilyAndStack")
    void measuredBytesAreTheEstimatedOnesAndLogitsStayNearFloat32(String family, String stack) {
        try (LanguageModel model = EngineOracleTest.load(family, stack);
                LanguageModel exact = EngineOracleTest.load(family, "precision=float32")) {
            Footprint estimate = Footprint.of(model.configuration(), java.util.Optional.empty(),
                    Stack.parse(stack, DeviceKind.CPU),
                    DeviceKind.CPU, 100);
            assertThat(model.facts().weightsBytes()).isEqualTo(estimate.weightsBytes())
                    .isLessThan(exact.facts().weightsBytes() / 2);
            assertThat(model.facts().headCopyBytes()).isEqualTo(estimate.headCopyBytes());
            assertThat(model.facts().bytesByType()).containsKey("int8");
            long codes = model.configuration().parameterCount().linear();
            boolean countsHead = stack.contains("head=true") && !model.configuration().tiedEmbedding();
            codes += countsHead ? model.configuration().parameterCount().head() : 0;
            assertThat(model.facts().scalesBytes()).isPositive().isLessThan(codes / 8);
            assertThat(model.facts().readBytes()).isLessThan(exact.facts().readBytes() / 2);
            boolean head = stack.contains("head=true");
            assertThat(model.facts().quantizedModules())
                    .isEqualTo(model.configuration().linearModules().size() + (head ? 1 : 0));
            assertThat(relativeError(logits(model), logits(exact))).isBetween(1e-4, 0.12);
        }
    }

    /** The same codes; only the rounding of the activations differs, and the facts say in what they were multiplied. */
    @Test
    void int8ComputesInTheTypeThatIsAskedFor() {
        try (LanguageModel exact = EngineOracleTest.load("llama", "precision=float32,quantize=int8(compute=float32)");
                LanguageModel rounded = EngineOracleTest.load("llama", "precision=float32,quantize=int8");
                LanguageModel half = EngineOracleTest.load("llama",
                        "precision=float32,quantize=int8(compute=float16)")) {
            assertThat(exact.facts().weightsBytes()).isEqualTo(rounded.facts().weightsBytes());
            double bfloat16 = relativeError(logits(rounded), logits(exact));
            double float16 = relativeError(logits(half), logits(exact));
            assertThat(bfloat16).isBetween(1e-4, 0.05);
            assertThat(float16).isBetween(1e-6, bfloat16 / 2);
            assertThat(exact.facts().linearKernel()).contains("_weight_int8pack_mm").doesNotContain("activations in");
            assertThat(rounded.facts().linearKernel()).contains("activations in bfloat16");
            assertThat(half.facts().linearKernel()).contains("activations in float16");
        }
    }

    @ParameterizedTest
    @CsvSource({"none", "static", "dynamic"})
    void everyCacheGivesTheTokensOfTheOthers(String cache) {
        String quantized = "precision=float32,quantize=int8,cache=";
        try (LanguageModel model = EngineOracleTest.load("smollm2", quantized + cache);
                LanguageModel dynamic = EngineOracleTest.load("smollm2", quantized + "dynamic")) {
            assertThat(EngineOracleTest.greedy(model, PROMPT, 20))
                    .isEqualTo(EngineOracleTest.greedy(dynamic, PROMPT, 20));
        }
    }

    private static float[] logits(LanguageModel model) {
        try (TokenSequence sequence = model.open(PROMPT.length, new Decoding.Greedy(), 0)) {
            return sequence.logits(Arrays.copyOf(PROMPT, PROMPT.length));
        }
    }

    private static double relativeError(float[] actual, float[] expected) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            size += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / size);
    }
}
