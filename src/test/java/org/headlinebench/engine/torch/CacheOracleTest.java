package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;

/** What each cache keeps, forgets and rounds, on small random models in float32 (fixtures of {@code cache.py} and {@code cache_rows.py}). */
@Order(25)
class CacheOracleTest {
    private static final Decoding.Plain GREEDY = new Decoding.Greedy();
    private static final JsonNode FIXTURE = fixture("cache");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"llama|paged(4)", "mistral|paged(16)", "qwen2|paged(1)", "llama3|paged(7)",
        "llama|sliding(62,3)", "mistral|sliding(80,0)", "smollm2|sliding(65,0)",
        "llama|quantized(2,8,70)", "qwen2|quantized(8,4,70,keys=channel)", "llama|static(bits=2,group=8,residual=70)",
        "llama|sliding(62,3,bits=2,group=8,residual=70)"})
    void whatFitsTheCacheIsWrittenAsTransformersDoes(String family, String cache) {
        try (LanguageModel model = EngineOracleTest.load(family, "precision=float32,cache=" + cache)) {
            for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                assertThat(EngineOracleTest.greedy(model, EngineOracleTest.ids(expected.get("prompt")), 25))
                        .isEqualTo(ids(expected.get("greedy")));
            }
        }
    }

    static List<JsonNode> references() {
        return Stream.concat(
                Stream.of("sliding", "quantized").flatMap(kind -> FIXTURE.get(kind).valueStream()),
                fixture("cache-rows").get("rows").valueStream()).toList();
    }

    @ParameterizedTest
    @MethodSource("references")
    void whatIsForgottenOrRoundedFollowsTransformersWithTheSameCache(JsonNode reference) {
        try (LanguageModel model = EngineOracleTest.load(reference.get("model").asString(),
                "precision=float32,cache=" + reference.get("stack").asString())) {
            for (JsonNode expected : reference.get("cases")) {
                List<Integer> greedy = ids(expected.get("greedy"));
                int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
                assertThat(EngineOracleTest.greedy(model, prompt, greedy.size())).isEqualTo(greedy);
                try (TokenSequence sequence = model.open(prompt.length + greedy.size(), GREEDY, 0)) {
                    sequence.next(prompt);
                    for (int token : greedy.subList(0, greedy.size() - 2)) {
                        sequence.next(token);
                    }
                    assertClose(sequence.logits(greedy.get(greedy.size() - 2)), expected.get("logits"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "dynamic", "static", "static(90)", "sliding(6,2)", "sliding(80,3)", "paged(4)",
        "paged(16)", "quantized(8,4,5)", "quantized(4,8,3,channel)", "quantized(2,4,0)", "quantized(4,8,70)",
        "static(bits=4,group=8,residual=3)", "static(90,bits=8,group=4,residual=0)",
        "sliding(6,2,bits=8,group=4,residual=3)", "sliding(6,2,bits=2,group=4,residual=20)",
        "paged(4,bits=4,group=4)", "paged(16,bits=8,group=8)"})
    void bytesOfTheCacheAreThoseThatTheEstimatorForetells(String cache) {
        for (String precision : List.of("float32", "bfloat16")) {
            Stack stack = Stack.parse("precision=" + precision + ",cache=" + cache, DeviceKind.CPU);
            try (LanguageModel model = EngineOracleTest.load("llama", stack.text())) {
                for (int length : new int[]{1, 7, 8, 9, 16, 40}) {
                    try (TokenSequence sequence = model.open(length, GREEDY, 0)) {
                        sequence.next(prompt(Math.max(1, length - 3)));
                        while (sequence.length() < length) {
                            sequence.next(5);
                        }
                        assertThat(sequence.keyValueBytes()).as("%s, %d tokens", stack, length)
                                .isEqualTo(Footprint.of(model.configuration(), Optional.empty(), stack, DeviceKind.CPU,
                                        length).keyValueBytes());
                    }
                }
            }
        }
    }

    @Test
    void pastItsWindowASlidingCacheNoLongerGrows() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=sliding(10,2)");
                TokenSequence sequence = model.open(90, GREEDY, 0)) {
            sequence.next(prompt(30));
            long bytes = sequence.keyValueBytes();
            for (int i = 0; i < 50; i++) {
                sequence.next(5);
                assertThat(sequence.keyValueBytes()).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "static", "sliding(6,2)", "paged(4)", "quantized(8,4,20)",
        "static(bits=8,group=4,residual=5)", "sliding(6,2,bits=8,group=4,residual=3)", "paged(4,bits=8,group=4)"})
    void whatTakesOverTokensWritesWhatItWouldAloneAndLeavesTheOtherAlone(String cache) {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=" + cache);
                TokenSequence first = model.open(60, GREEDY, 0)) {
            first.next(prompt(17));
            try (TokenSequence second = model.open(60, GREEDY, 0)) {
                second.adopt(first, 17);
                float[] left = first.logits(7, 8);
                float[] right = second.logits(9);
                float[] leftAgain = first.logits(10);
                assertSame(right, alone(model, 9));
                assertSame(left, alone(model, 7, 8));
                try (TokenSequence other = model.open(60, GREEDY, 0)) {
                    other.next(prompt(17));
                    other.next(7, 8);
                    assertSame(leftAgain, other.logits(10));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "dynamic", "static", "paged(4)", "paged(16)", "quantized(8,4,40)"})
    void whatWasTakenBackLeavesNoTrace(String cache) {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=" + cache);
                TokenSequence sequence = model.open(60, GREEDY, 0)) {
            sequence.next(prompt(17));
            for (int length : new int[]{23, 17, 16, 13}) {
                sequence.next(prompt(29 - sequence.length()));
                sequence.rollBack(length);
                sequence.rollBack(Math.min(length, 17));
                sequence.rollBack(Math.min(sequence.length(), 12));
                try (TokenSequence fresh = model.open(60, GREEDY, 0)) {
                    fresh.next(Arrays.copyOf(prompt(17), sequence.length()));
                    assertSame(sequence.logits(11), fresh.logits(11));
                }
            }
        }
    }

    /** Tokens that were in few bits already come back as they were rounded; so the error is that of rounding. */
    @ParameterizedTest
    @ValueSource(strings = {"quantized(8,4,3)", "quantized(8,8,0,channel)", "static(bits=8,group=4,residual=3)",
        "sliding(50,2,bits=8,group=4,residual=3)", "paged(4,bits=8,group=4)"})
    void aRoundedCacheIsTakenBackIntoTheMiddleOfAGroup(String cache) {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=" + cache);
                LanguageModel exact = EngineOracleTest.load("llama", "cache=dynamic");
                TokenSequence sequence = model.open(60, GREEDY, 0);
                TokenSequence reference = exact.open(60, GREEDY, 0)) {
            sequence.next(prompt(30));
            sequence.rollBack(13);
            reference.next(Arrays.copyOf(prompt(30), 13));
            for (int token = 20; token < 40; token++) {
                float[] ours = sequence.logits(token);
                float[] theirs = reference.logits(token);
                double difference = 0;
                double size = 0;
                for (int i = 0; i < ours.length; i++) {
                    difference += Math.pow(ours[i] - theirs[i], 2);
                    size += Math.pow(theirs[i], 2);
                }
                assertThat(Math.sqrt(difference / size)).isLessThan(0.03);
            }
        }
    }

    @Test
    void aSlidingCacheSaysWhereItHasForgottenTooMuchToGoBack() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=sliding(6,2)");
                TokenSequence sequence = model.open(60, GREEDY, 0)) {
            sequence.next(prompt(30));
            assertThatThrownBy(() -> sequence.rollBack(20)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("forgotten");
        }
    }

    private static float[] alone(LanguageModel model, int... tokens) {
        try (TokenSequence sequence = model.open(60, GREEDY, 0)) {
            sequence.next(prompt(17));
            return sequence.logits(tokens);
        }
    }

    private static int[] prompt(int length) {
        int[] prompt = new int[length];
        for (int i = 0; i < length; i++) {
            prompt[i] = 3 + (i * 37 + i * i) % 150;
        }
        return prompt;
    }

    private static void assertSame(float[] actual, float[] expected) {
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("logit %d", i).isCloseTo(expected[i], within(1e-3f));
        }
    }

    private static void assertClose(float[] actual, JsonNode expected) {
        assertThat(actual.length).isEqualTo(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("logit %d", i).isCloseTo(expected.get(i).asDouble(), within(1e-3));
        }
    }

    private static List<Integer> ids(JsonNode array) {
        return Arrays.stream(EngineOracleTest.ids(array)).boxed().toList();
    }

    private static JsonNode fixture(String name) {
        try (InputStream in = CacheOracleTest.class.getResourceAsStream("/engine/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
