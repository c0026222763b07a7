package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;

/** Models that have lost rows and columns against PyTorch's masks in HF transformers (fixture of {@code engine_structured.py}). */
class StructuredModelTest {
    private static final JsonNode FIXTURE = fixture();

    static Stream<JsonNode> cases() {
        return FIXTURE.get("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void removedRowsAndColumnsGiveTheLogitsOfTheMaskedDenseModel(JsonNode expected) {
        String family = expected.get("family").stringValue();
        try (LanguageModel model = EngineOracleTest.load(family, prune(expected) + ",precision=float32");
                LanguageModel whole = EngineOracleTest.load(family, "precision=float32")) {
            float[] logits = logits(model);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).as("logit %d", i)
                        .isCloseTo(expected.get("logits").get(i).asDouble(), Offset.offset(1e-3));
            }
            assertThat(linearBytes(model)).isLessThan(linearBytes(whole));
            assertThat(model.facts().weightsBytes()).isLessThanOrEqualTo(Footprint.of(model.configuration(),
                    java.util.Optional.empty(), Stack.parse(prune(expected), DeviceKind.CPU), DeviceKind.CPU, 100)
                    .weightsBytes());
            assertThat(model.facts().sparsity()).isNotEmpty()
                    .allSatisfy(module -> assertThat(module.zerosAfter()).isGreaterThan(module.weights() / 5));
        }
    }

    @ParameterizedTest
    @CsvSource({"input", "output"})
    void bytesFallByThePartThatIsRemoved(String dim) {
        String stack = "prune=l1-structured(0.5,dim=" + dim + ")";
        try (LanguageModel model = EngineOracleTest.load("llama", stack);
                LanguageModel whole = EngineOracleTest.load("llama", "")) {
            assertThat((double) model.facts().bytesByType().get("float32") / whole.facts().bytesByType().get("float32"))
                    .isLessThan(0.62);
        }
    }

    @ParameterizedTest
    @CsvSource({"bfloat16,none,0.05", "float16,none,0.02", "float32,int8,0.12", "bfloat16,int8-dynamic,0.12",
        "bfloat16,int8(head=true),0.12"})
    void theyRunInEveryPrecisionAndQuantized(String precision, String quantize, double error) {
        for (JsonNode expected : FIXTURE.get("cases")) {
            String stack = prune(expected) + ",precision=" + precision + ",quantize=" + quantize;
            try (LanguageModel model = EngineOracleTest.load(expected.get("family").stringValue(), stack)) {
                assertThat(relativeError(logits(model), expected.get("logits"))).as("%s", stack).isLessThan(error);
            }
        }
    }

    private static String prune(JsonNode expected) {
        return "prune=l1-structured(" + expected.get("amount").asDouble() + ",dim=" + expected.get("dim").stringValue()
                + ",layers=" + expected.get("layers").stringValue() + ")";
    }

    private static long linearBytes(LanguageModel model) {
        return model.facts().bytesByType().get("float32");
    }

    private static float[] logits(LanguageModel model) {
        int[] prompt = FIXTURE.get("prompt").valueStream().mapToInt(JsonNode::asInt).toArray();
        try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
            return sequence.logits(prompt);
        }
    }

    private static double relativeError(float[] actual, JsonNode expected) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected.get(i).asDouble(), 2);
            size += Math.pow(expected.get(i).asDouble(), 2);
        }
        return Math.sqrt(difference / size);
    }

    private static JsonNode fixture() {
        try (InputStream in = StructuredModelTest.class.getResourceAsStream("/prune/structured.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
