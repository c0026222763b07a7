package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;

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
