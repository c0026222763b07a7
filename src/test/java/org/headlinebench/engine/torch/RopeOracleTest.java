package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NotApplied;
import org.headlinebench.engine.ProofOfEffect;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Rope;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/** Stretched positions on a small random model against HF transformers (fixture of {@code engine_rope.py}). */
class RopeOracleTest {
    private static final JsonNode FIXTURE = fixture();

    static Stream<JsonNode> cases() {
        return FIXTURE.get("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stretchedPositionsGiveTheLogitsOfTransformers(JsonNode expected) {
        try (LanguageModel model = EngineOracleTest.load("llama",
                "precision=float32,rope=" + expected.get("rope").stringValue())) {
            int[] prompt = prompt();
            float[] logits;
            try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
                // In pieces, so that positions beyond the first pass are right too.
                sequence.logits(Arrays.copyOf(prompt, 70));
                sequence.logits(Arrays.copyOfRange(prompt, 70, 71));
                logits = sequence.logits(Arrays.copyOfRange(prompt, 71, 100));
            }
            assertThat(logits).hasSize(expected.get("logits").size());
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).as("logit %d", i)
                        .isCloseTo(expected.get("logits").get(i).asDouble(), Offset.offset(1e-3));
            }
            assertThat(model.facts().lines()).anySatisfy(line -> assertThat(line).startsWith("positions rotary"));
        }
    }

    @Test
    void withinTheTrainedLengthLogNAndDynamicNtkChangeNothing() {
        int[] prompt = Arrays.copyOf(prompt(), 60);
        float[] plain = logits("", prompt);
        assertThat(logits(",rope=model(original=100,logn=true)", prompt)).isEqualTo(plain);
        assertThat(logits(",rope=dynamic-ntk(4)", prompt)).isEqualTo(plain);
        assertThat(logits(",rope=linear(2)", prompt)).isNotEqualTo(plain);
    }

    /** What is proven is in the tensors: another table under the same stack fails. */
    @ParameterizedTest
    @ValueSource(strings = {"linear(2)", "linear(1.01)", "yarn(4,original=50)", "llama3(8,original=50)",
        "dynamic-ntk(4,original=50)", "model(original=50,logn=true)"})
    void theTablesOfAModelProveThatItsPositionsAreStretched(String rope) {
        for (String precision : List.of("float32", "bfloat16")) {
            Stack stack = Stack.parse("precision=" + precision + ",rope=" + rope, DeviceKind.CPU);
            Stack plain = stack.with(Rope.AS_MODEL);
            try (LanguageModel model = EngineOracleTest.load("llama", stack.text());
                    LanguageModel other = EngineOracleTest.load("llama", plain.text())) {
                var trained = WeightFiles.configuration(EngineOracleTest.resource("llama"));
                assertThat(ProofOfEffect.ofPositions(stack, trained, 100, model.positionTable())).singleElement()
                        .asString()
                        .contains("rotary frequencies");
                assertThat(ProofOfEffect.ofPositions(plain, trained, 100, other.positionTable())).isEmpty();
                // In bfloat16 a hundredth is less than its rounding.
                if (!rope.equals("linear(1.01)") || precision.equals("float32")) {
                    assertThatThrownBy(() -> ProofOfEffect.ofPositions(stack, trained, 100, other.positionTable()))
                            .isInstanceOf(NotApplied.class);
                }
            }
        }
    }

    private static float[] logits(String stack, int[] prompt) {
        try (LanguageModel model = EngineOracleTest.load("llama", "precision=float32" + stack);
                TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
            return sequence.logits(prompt);
        }
    }

    private static int[] prompt() {
        return FIXTURE.get("prompt").valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static JsonNode fixture() {
        try (InputStream in = RopeOracleTest.class.getResourceAsStream("/engine/rope.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
