package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.AllowedTokens;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;

/** Sequences that are computed together write what each writes alone; on small random models in float32. */
@Order(9)
class BatchingOracleTest {
    /** Of many lengths, the first tokens in common; some meet an end-of-sequence token early. */
    private static final List<int[]> PROMPTS = IntStream.range(0, 9)
            .mapToObj(
                    i -> IntStream.range(0, 3 + 5 * i % 23).map(k -> k < 2 ? 5 + k : (7 * k + 13 * i) % 100).toArray())
            .toList();
    private static final List<Integer> EOS = List.of(3, 17, 44, 58, 71, 90, 101, 130);

    @ParameterizedTest
    @CsvSource({"llama,none", "llama,dynamic", "llama,static", "llama3,static", "smollm2,dynamic", "mistral,none",
        "mistral,dynamic", "qwen2,dynamic", "qwen2,static", "llama,paged(4)", "mistral,paged(16)",
        "llama,sliding(6;2)"})
    void everySequenceWritesWhatItWritesAlone(String family, String cache) {
        try (LanguageModel model = EngineOracleTest.load(family,
                "precision=float32,cache=" + cache.replace(';', ','))) {
            for (String rule : List.of("greedy", "sample(temperature=1.3,seed=5)")) {
                Map<Integer, List<Integer>> alone = tokens(model, rule, new Batching.Single(), Optional.empty());
                assertThat(alone.values().stream().map(List::size).distinct().count()).as("lengths differ")
                        .isGreaterThan(2);
                for (Batching batching : List.of(new Batching.Static(4), new Batching.Continuous(3),
                        new Batching.Continuous(20))) {
                    assertThat(tokens(model, rule, batching, Optional.empty())).as("%s %s", rule, batching)
                            .containsExactlyInAnyOrderEntriesOf(alone);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,dynamic", "llama,static", "mistral,static", "qwen2,dynamic", "llama,paged(1)", "qwen2,paged(4)",
        "mistral,quantized(4;8;90)"})
    void aSharedPrefixChangesNoToken(String family, String cache) {
        try (LanguageModel model = EngineOracleTest.load(family, "precision=float32,cache=" + cache.replace(';', ','));
                SharedPrefix prefix = SharedPrefix.of(model, PROMPTS, new Decoding.Greedy()).orElseThrow()) {
            assertThat(prefix.length()).isEqualTo(2);
            for (String rule : List.of("greedy", "sample(temperature=1.3,seed=5)")) {
                Map<Integer, List<Integer>> alone = tokens(model, rule, new Batching.Single(), Optional.empty());
                for (Batching batching : List.of(new Batching.Single(), new Batching.Continuous(3))) {
                    assertThat(tokens(model, rule, batching, Optional.of(prefix))).as("%s %s", rule, batching)
                            .containsExactlyInAnyOrderEntriesOf(alone);
                }
            }
        }
    }

    /** A model is its own draft too, so that proposals of all lengths are accepted, and another one, so that few are. */
    @ParameterizedTest
    @CsvSource({"llama,dynamic,llama", "llama,paged(4),smollm2", "smollm2,none,llama", "mistral,static,mistral",
        "llama,sliding(6;2),smollm2"})
    void whatIsProposedInABatchChangesNoToken(String family, String cache, String small) {
        try (LanguageModel model = EngineOracleTest.load(family, "precision=float32,cache=" + cache.replace(';', ','));
                LanguageModel draft = EngineOracleTest.load(small, "precision=float32")) {
            for (String rule : List.of("prompt-lookup(2,5)", "prompt-lookup(1,3,temperature=1.3,seed=5)",
                    "speculative(tokens=3)", "speculative(tokens=5,adaptive=true)")) {
                String plain = rule.contains("seed") ? "sample(temperature=1.3,seed=5)" : "greedy";
                Map<Integer, List<Integer>> alone = tokens(model, plain, new Batching.Single(), Optional.empty());
                for (Batching batching : List.of(new Batching.Static(4), new Batching.Continuous(3))) {
                    var written = generations(model,
                            rule.startsWith("speculative") ? Optional.of(draft) : Optional.empty(), rule, batching,
                            Optional.empty());
                    assertThat(written).as("%s %s", rule, batching).hasSameSizeAs(alone);
                    written.forEach((tag, generation) -> assertThat(generation.tokenIds()).as("%s %s", rule, batching)
                            .isEqualTo(alone.get(tag)));
                    var counts = Speculation.sum(written.values()
                            .stream()
                            .map(generation -> generation.speculation().orElseThrow())
                            .toList()).orElseThrow();
                    assertThat(counts.drafted()).isGreaterThan(20);
                    if (family.equals(small) && rule.startsWith("speculative")) {
                        assertThat(counts.targetPasses()).isLessThan(counts.outputTokens());
                    }
                }
            }
        }
    }

    /** What a draft draws at random is judged with the numbers that the sequence has alone. */
    @ParameterizedTest
    @CsvSource({"llama,dynamic,llama", "llama,paged(4),smollm2", "smollm2,none,llama"})
    void whatADraftDrawsIsKeptOrNotInABatchAsItIsAlone(String family, String cache, String small) {
        Decoding decoding = Stack
                .parse("decoding=speculative(tokens=3,adaptive=true,temperature=1.1,topK=40,seed=5)", DeviceKind.CPU)
                .decoding();
        try (LanguageModel model = EngineOracleTest.load(family, "precision=float32,cache=" + cache);
                LanguageModel draft = EngineOracleTest.load(small, "precision=float32")) {
            var single = new Generator(model, Optional.of(draft), Optional.empty(), new NumberTokenizer(160, EOS),
                    decoding, new SpeculationOracleTest.StopAt(""), 25);
            for (Batching batching : List.of(new Batching.Static(4), new Batching.Continuous(3))) {
                var written = generations(model, Optional.of(draft),
                        decoding.choice().text(), batching, Optional.empty());
                assertThat(written).hasSameSizeAs(PROMPTS);
                written.forEach((tag, generation) -> assertThat(generation.tokenIds()).as("%s, %d", batching, tag)
                        .isEqualTo(single.generate(NumberTokenizer.text(PROMPTS.get(tag)), true, tag, () -> false)
                                .tokenIds()));
                var counts = Speculation.sum(written.values()
                        .stream()
                        .map(generation -> generation.speculation().orElseThrow())
                        .toList()).orElseThrow();
                assertThat(counts.accepted()).isBetween(5L, counts.drafted());
            }
        }
    }

    @Test
    void aPrefixIsSharedOnlyWherePromptsHaveOneAndDiffer() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            var rule = new Decoding.Greedy();
            assertThat(SharedPrefix.of(model, List.of(new int[]{1, 2}, new int[]{2, 2}), rule)).isEmpty();
            assertThat(SharedPrefix.of(model, List.of(new int[]{1, 2}, new int[]{1, 2}), rule)).isEmpty();
            try (SharedPrefix whole = SharedPrefix.of(model, List.of(new int[]{1, 2}, new int[]{1, 2, 9}), rule)
                    .orElseThrow()) {
                assertThat(whole.length()).isEqualTo(2);
            }
        }
    }

    @Test
    void inAStaticBatchTheNextBeginWhenAllAreOverInAContinuousOneAtOnce() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            List<Integer> together = passes(model, new Batching.Static(4));
            List<Integer> continuous = passes(model, new Batching.Continuous(4));
            assertThat(together.getFirst()).isEqualTo(4);
            assertThat(continuous.getFirst()).isEqualTo(4);
            assertThat(continuous).as("passes").hasSizeLessThan(together.size());
            // Places stay filled until the last prompts.
            assertThat(continuous.indexOf(3)).isGreaterThan(together.indexOf(3));
            assertThat(continuous.stream().mapToInt(i -> i).sum()).as("tokens written")
                    .isEqualTo(together.stream().mapToInt(i -> i).sum());
        }
    }

    @Test
    void waitingForAPlaceIsNoPartOfLatency() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            var generations = generations(model, "greedy", new Batching.Continuous(2), Optional.empty());
            assertThat(generations.get(0).times().queueMillis().orElseThrow()).isLessThan(
                    generations.get(8).times().queueMillis().orElseThrow());
            generations.values()
                    .forEach(generation -> assertThat(generation.times().tokenMillis().getFirst())
                            .isGreaterThan(0)
                            .isLessThanOrEqualTo(generation.times().endToEndMillis()));
        }
    }

    /** Sequences in each pass of the model. */
    private static List<Integer> passes(LanguageModel model, Batching batching) {
        var counted = new Counted(model, new ArrayList<>());
        generations(counted, "greedy", batching, Optional.empty());
        return counted.sizes();
    }

    private static Map<Integer, List<Integer>> tokens(LanguageModel model, String rule, Batching batching,
            Optional<SharedPrefix> prefix) {
        var tokens = new LinkedHashMap<Integer, List<Integer>>();
        generations(model, rule, batching, prefix).forEach((tag, generation) -> tokens.put(tag, generation.tokenIds()));
        return tokens;
    }

    private static Map<Integer, Generation> generations(LanguageModel model, String rule, Batching batching,
            Optional<SharedPrefix> prefix) {
        return generations(model, Optional.empty(), rule, batching, prefix);
    }

    private static Map<Integer, Generation> generations(LanguageModel model, Optional<LanguageModel> draft, String rule,
            Batching batching, Optional<SharedPrefix> prefix) {
        Decoding decoding = Stack.parse("decoding=" + rule, DeviceKind.CPU).decoding();
        var generator = new BatchGenerator(model, draft, prefix, new NumberTokenizer(160, EOS), decoding, batching);
        var terms = new BatchGenerator.Terms(decoding.rule(), new SpeculationOracleTest.StopAt(""), 25);
        var requests = IntStream.range(0, PROMPTS.size())
                .mapToObj(i -> new BatchGenerator.Request<>(i, NumberTokenizer.text(PROMPTS.get(i)), true, i, terms))
                .toList();
        var generations = new LinkedHashMap<Integer, Generation>();
        generator.generate(requests, (tag, generation, _) -> generations.put(tag, generation), () -> false);
        return generations;
    }

    /** Notes how many sequences each pass has. */
    private record Counted(LanguageModel model, List<Integer> sizes) implements LanguageModel {
        @Override
        public Optional<StreamedLayers> streamed() {
            return model.streamed();
        }

        @Override
        public int[] nextOfEach(List<TokenSequence> sequences, List<int[]> tokens,
                List<AllowedTokens> allowed) {
            sizes.add(sequences.size());
            return model.nextOfEach(sequences, tokens, allowed);
        }

        @Override
        public ModelConfiguration configuration() {
            return model.configuration();
        }

        @Override
        public ModelFacts facts() {
            return model.facts();
        }

        @Override
        public int contextTokens() {
            return model.contextTokens();
        }

        @Override
        public TokenSequence open(int capacityTokens, Decoding.Plain rule, long stream) {
            return model.open(capacityTokens, rule, stream);
        }

        @Override
        public void close() {}
    }
}
