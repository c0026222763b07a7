package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.Likelihood;
import org.headlinebench.engine.Scorer;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;

/** Log-likelihoods against HF transformers with lm-evaluation-harness's windows (fixture of {@code evaluation.py}). */
class ScoringOracleTest {
    static Stream<JsonNode> cases() {
        return fixture().get("tokens").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void likelihoodsAreThoseOfTransformersAndContextsAreCutAsTheHarnessCuts(JsonNode expected) {
        for (String cache : List.of("dynamic", "none")) {
            try (LanguageModel model = EngineOracleTest.load(expected.get("family").stringValue(),
                    "precision=float32,cache=" + cache); Scorer scorer = new Scorer(model)) {
                if (expected.has("prefix")) {
                    assertScore(scorer.text(expected.get("prefix").asInt(), ids(expected.get("text"))),
                            expected.get("score"));
                    continue;
                }
                List<int[]> continuations = new ArrayList<>();
                expected.get("continuations").forEach(ids -> continuations.add(ids(ids)));
                List<Likelihood> scores = scorer.continuations(ids(expected.get("context")), continuations);
                for (int i = 0; i < scores.size(); i++) {
                    JsonNode score = expected.get("scores").get(i);
                    assertScore(scores.get(i), score);
                    assertThat(scores.get(i).isGreedy()).isEqualTo(score.get("greedy").asBoolean());
                    assertThat(scores.get(i).cutContextTokens()).isEqualTo(score.get("cut").asInt());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantize=int8", "precision=bfloat16", "prune=l1-unstructured(0.5)", "cache=static"})
    void scoringAfterScoringGivesTheSameWithEveryStack(String stack) {
        int[] context = {5, 9, 17, 33, 8};
        List<int[]> continuations = List.of(new int[]{3, 4}, new int[]{40}, new int[]{3, 4});
        try (LanguageModel model = EngineOracleTest.load("llama", stack); Scorer scorer = new Scorer(model)) {
            List<Likelihood> first = scorer.continuations(context, continuations);
            assertThat(first.get(2)).isEqualTo(first.get(0)).isNotEqualTo(first.get(1));
            scorer.text(1, new int[]{9, 9, 9});
            assertThat(scorer.continuations(context, continuations)).isEqualTo(first);
        }
    }

    @Test
    void thereIsNothingToScoreWithoutTokens() {
        try (LanguageModel model = EngineOracleTest.load("llama", "");
                Scorer scorer = new Scorer(model);
                TokenSequence sequence = model.open(10, new Decoding.Greedy(), 0)) {
            assertThatThrownBy(() -> scorer.continuations(new int[]{1}, List.of(new int[0])))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> sequence.score(new int[]{1}, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertScore(Likelihood actual, JsonNode expected) {
        assertThat(actual.tokens()).isEqualTo(expected.get("tokens").asInt());
        assertThat(actual.logLikelihood()).isCloseTo(expected.get("logLikelihood").asDouble(),
                within(1e-4 * actual.tokens() + 1e-4));
    }

    private static int[] ids(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static JsonNode fixture() {
        try (InputStream in = ScoringOracleTest.class.getResourceAsStream("/evaluation/scoring.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
