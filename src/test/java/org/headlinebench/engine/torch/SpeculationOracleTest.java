package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.StopCondition;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;

/** Proposing and verifying tokens changes nothing but the number of passes; on small random models in float32. */
@Order(14)
class SpeculationOracleTest {
    private static final String[] DECODINGS = {"prompt-lookup(ngram=3,tokens=8)", "prompt-lookup(ngram=1,tokens=3)",
        "speculative(tokens=4)", "speculative(tokens=3,adaptive=true)"};

    @ParameterizedTest
    @CsvSource({"llama,none", "llama,dynamic", "llama,static", "llama3,dynamic", "smollm2,static", "mistral,none",
        "mistral,dynamic", "mistral,static", "qwen2,dynamic", "qwen2,none", "opt,dynamic", "llama,paged(4)",
        "mistral,paged(16)"})
    void greedyTokensAreThoseOfTransformersWhoeverProposes(String family, String cache) {
        String stack = "precision=float32,cache=" + cache;
        String other = family.equals("smollm2") ? "llama" : "smollm2";
        long accepted = 0;
        long rejected = 0;
        try (LanguageModel target = EngineOracleTest.load(family, stack);
                LanguageModel stranger = EngineOracleTest.load(other, stack);
                LanguageModel twin = EngineOracleTest.load(family, "precision=bfloat16,cache=" + cache)) {
            for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
                for (String text : DECODINGS) {
                    for (LanguageModel draft : text.startsWith("spec") ? List.of(stranger, twin) : List.of(target)) {
                        Generation generation = generate(target, draft, text, prompt, 25, List.of(), 0);
                        assertThat(generation.tokenIds()).as("%s on %d tokens", text, prompt.length)
                                .isEqualTo(
                                        Arrays.stream(EngineOracleTest.ids(expected.get("greedy"))).boxed().toList());
                        Speculation counts = generation.speculation().orElseThrow();
                        assertAddsUp(counts, 25);
                        accepted += counts.accepted();
                        rejected += counts.drafted() - counts.accepted();
                    }
                }
            }
        }
        assertThat(accepted).as("accepted").isGreaterThan(100);
        assertThat(rejected).as("rejected").isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sliding(6,2)", "sliding(12,0)", "sliding(1,1)"})
    void pastASlidingCachesWindowTheTokensAreThoseOfPlainDecodingWithIt(String cache) {
        String stack = "precision=float32,cache=" + cache;
        long rejected = 0;
        try (LanguageModel target = EngineOracleTest.load("llama", stack);
                LanguageModel stranger = EngineOracleTest.load("smollm2",
                        Stack.parse(stack + ",decoding=speculative", DeviceKind.CPU).ofDraft().text())) {
            for (JsonNode expected : EngineOracleTest.expected("llama").get("cases")) {
                int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
                List<Integer> plain = generate(target, target, "greedy", prompt, 25, List.of(), 0).tokenIds();
                for (String text : DECODINGS) {
                    Generation generation = generate(target, stranger, text, prompt, 25, List.of(), 0);
                    assertThat(generation.tokenIds()).as("%s on %d tokens", text, prompt.length).isEqualTo(plain);
                    Speculation counts = generation.speculation().orElseThrow();
                    rejected += counts.drafted() - counts.accepted();
                }
            }
        }
        assertThat(rejected).as("rejected").isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"none", "dynamic", "static"})
    void sampledPromptLookupWritesTheTokensOfPlainSamplingWithTheSameSeed(String cache) {
        String sampling = "temperature=1.5,topK=2,topP=0.95,seed=5";
        long accepted = 0;
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=" + cache)) {
            int[] prompt = {5, 6, 7, 8, 5, 6, 7, 8, 5, 6};
            for (int stream = 0; stream < 20; stream++) {
                List<Integer> plain = generate(model, model, "sample(" + sampling + ")", prompt, 25, List.of(), stream)
                        .tokenIds();
                Generation looked = generate(model, model, "prompt-lookup(1,6," + sampling + ")", prompt, 25, List.of(),
                        stream);
                assertThat(looked.tokenIds()).isEqualTo(plain);
                accepted += looked.speculation().orElseThrow().accepted();
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void aDraftThatIsTheTargetIsAlwaysAccepted() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            for (String sampling : List.of("", ",temperature=1.2,topK=20")) {
                Speculation counts = generate(model, model, "speculative(tokens=4" + sampling + ")",
                        new int[]{5, 6, 7}, 26, List.of(), 1).speculation().orElseThrow();
                assertThat(counts.acceptanceRate()).hasValue(1);
                assertThat(counts.targetPasses()).isEqualTo(1 + 5);
                assertThat(counts.meanAcceptedLength()).hasValue(5);
            }
        }
    }

    @Test
    void tokensBehindAStopNeverWere() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            int[] prompt = {5, 6, 7};
            List<Integer> all = generate(model, model, "greedy", prompt, 20, List.of(), 0).tokenIds();
            int stop = all.get(7);
            int end = all.indexOf(stop);
            for (String text : List.of("greedy", "speculative(tokens=10)", "speculative(tokens=3)",
                    "prompt-lookup(1,8)")) {
                Generation generation = generate(model, model, text, prompt, 20, List.of(stop), 0);
                assertThat(generation.tokenIds()).as(text).isEqualTo(all.subList(0, end + 1));
                assertThat(generation.finishReason()).isEqualTo(FinishReason.END_OF_SEQUENCE);
                generation.speculation().ifPresent(counts -> assertAddsUp(counts, end + 1));
            }
        }
    }

    @Test
    void aStopTextWithinAcceptedTokensEndsTheTextThere() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=static")) {
            int[] prompt = {5, 6, 7};
            List<Integer> all = generate(model, model, "greedy", prompt, 20, List.of(), 0).tokenIds();
            String stop = " " + all.get(4) + " " + all.get(5);
            for (String text : List.of("greedy", "speculative(tokens=10)")) {
                var generator = new Generator(model, draft(text, model), Optional.empty(),
                        new NumberTokenizer(160, List.of()),
                        decoding(text), new StopAt(stop), 20);
                Generation generation = generator.generate(NumberTokenizer.text(prompt), true, 0, () -> false);
                assertThat(generation.tokenIds()).as(text).isEqualTo(all.subList(0, 6));
                assertThat(generation.finishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
                assertThat(generation.text()).doesNotContain(stop);
                generation.speculation()
                        .ifPresent(counts -> assertThat(counts.accepted()).as("in the output").isEqualTo(5));
            }
        }
    }

    @Test
    void tokensOfOnePassArriveTogetherAndNoneComesBeyondTheLimit() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=static(20)")) {
            for (int limit = 1; limit <= 17; limit++) {
                Generation generation = generate(model, model, "speculative(tokens=6)", new int[]{5, 6, 7}, limit,
                        List.of(), 0);
                assertThat(generation.tokenIds()).hasSize(limit);
                assertThat(generation.times().tokenMillis().stream().distinct().count())
                        .isEqualTo(generation.speculation().orElseThrow().targetPasses());
            }
        }
    }

    /** Every pass adds a token of its own, but the last one where a stop lies within what it accepted. */
    static void assertAddsUp(Speculation counts, int outputTokens) {
        assertThat(counts.outputTokens()).isEqualTo(outputTokens);
        assertThat(counts.accepted() + counts.targetPasses() - outputTokens).isBetween(0L, 1L);
        assertThat(counts.accepted()).isBetween(0L, counts.drafted());
        assertThat(counts.verifyPasses()).isLessThan(counts.targetPasses());
    }

    static Generation generate(LanguageModel target, LanguageModel draft, String text, int[] prompt, int tokens,
            List<Integer> eos, long stream) {
        return new Generator(target, draft(text, draft), Optional.empty(), new NumberTokenizer(160, eos),
                decoding(text),
                new StopAt(""), tokens).generate(NumberTokenizer.text(prompt), true, stream, () -> false);
    }

    private static Optional<LanguageModel> draft(String text, LanguageModel draft) {
        return text.startsWith("speculative") ? Optional.of(draft) : Optional.empty();
    }

    private static Decoding decoding(String text) {
        return Stack.parse("decoding=" + text, DeviceKind.CPU).decoding();
    }

    /** At an end-of-sequence token and, where it is not empty, at a text. */
    record StopAt(String text) implements StopCondition {
        @Override
        public boolean atEndOfSequence() {
            return true;
        }

        @Override
        public boolean atText() {
            return !text.isEmpty();
        }

        @Override
        public OptionalInt findStop(String produced) {
            int index = produced.indexOf(text);
            return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
        }
    }
}
