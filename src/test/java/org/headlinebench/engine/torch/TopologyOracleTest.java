package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;

/** Shards on the CPU against HF transformers and one device, in float32 on small random models of three layers. */
class TopologyOracleTest {
    private static final Offset<Float> ROUNDING = Offset.offset(2e-5f);

    @ParameterizedTest
    @CsvSource({"llama,tp(2),dynamic", "llama,pp(2),static", "llama,pp(3),none", "llama,tp(2)xpp(2),paged(4)",
        "qwen2,tp(2),static", "qwen2,tp(2)xpp(3),dynamic", "opt,tp(4),dynamic", "opt,tp(2)xpp(2),static",
        "opt,pp(3),none", "mistral,pp(2),dynamic", "mistral,pp(3),none", "llama3,tp(2),sliding(70)",
        "smollm2,pp(2),dynamic"})
    void shardsWriteTheTokensOfTransformers(String family, String topology, String cache) {
        try (LanguageModel model = EngineOracleTest.load(family,
                "precision=float32,cache=" + cache + ",topology=" + topology);
                LanguageModel single = EngineOracleTest.load(family, "precision=float32,cache=" + cache)) {
            for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
                assertThat(EngineOracleTest.greedy(model, prompt, 25)).as("prompt of %d tokens", prompt.length)
                        .isEqualTo(Arrays.stream(EngineOracleTest.ids(expected.get("greedy"))).boxed().toList());
                assertThat(logits(model, prompt)).containsExactly(logits(single, prompt), ROUNDING);
            }
        }
    }

    @Test
    void aStageAloneChangesNoBitOfTheLogitsInAnyPrecision() {
        for (String precision : List.of("float32", "bfloat16", "float16")) {
            try (LanguageModel single = EngineOracleTest.load("qwen2", "precision=" + precision);
                    LanguageModel staged = EngineOracleTest.load("qwen2",
                            "precision=" + precision + ",topology=pp(3)")) {
                assertThat(logits(staged, 5, 6, 7, 8)).isEqualTo(logits(single, 5, 6, 7, 8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tp(2)", "pp(3)", "tp(2)xpp(2)"})
    void everyDeviceHoldsItsPartOfTheWeightsAndNoMore(String topology) {
        try (LanguageModel single = EngineOracleTest.load("llama", "precision=float32");
                LanguageModel spread = EngineOracleTest.load("llama", "precision=float32,topology=" + topology)) {
            ParallelUse use = spread.parallel().orElseThrow();
            long norms = (2L * 3 + 1) * 48 * Float.BYTES;
            long split = single.facts().weightsBytes() - norms;
            assertThat(use.shards().stream().mapToLong(ParallelUse.Shard::weightsBytes).sum())
                    .as("all shards")
                    .isEqualTo(split + norms * use.shardsPerStage())
                    .isEqualTo(spread.facts().weightsBytes());
            if (use.stages() == 1) {
                assertThat(use.shards()).allSatisfy(
                        shard -> assertThat(shard.weightsBytes()).isEqualTo(split / use.shardsPerStage() + norms));
            }
            assertThat(use.mostWeightsBytes()).isLessThan(single.facts().weightsBytes() * 2 / 3);
            assertThat(spread.facts().parameters()).isEqualTo(single.facts().parameters());
            assertThat(cacheBytes(spread)).isEqualTo(cacheBytes(single));
        }
    }

    @ParameterizedTest
    @CsvSource({"pp(3),6,3", "'pp(3,micro=1)',6,1", "'pp(2,micro=5)',5,5", "tp(2)xpp(3),2,2", "tp(2),6,1"})
    void aBatchGoesThroughTheStagesInMicroBatchesAndItsBubbleIsMeasured(String topology, int sequences, int micro) {
        try (LanguageModel model = EngineOracleTest.load("llama", "precision=float32,topology=" + topology);
                LanguageModel single = EngineOracleTest.load("llama", "precision=float32")) {
            assertThat(written(model, sequences)).isEqualTo(written(single, sequences));
            ParallelUse begun = model.parallel().orElseThrow();
            List<TokenSequence> open = new ArrayList<>();
            IntStream.range(0, sequences).forEach(i -> open.add(model.open(40, new Decoding.Greedy(), 0)));
            for (int step = 0; step < 10; step++) {
                model.nextOfEach(open, IntStream.range(0, sequences).mapToObj(i -> new int[]{7 + i}).toList());
            }
            open.forEach(TokenSequence::close);
            ParallelUse use = model.parallel().orElseThrow().since(begun);
            int stages = use.stages();
            assertThat(use.passes()).isEqualTo(10);
            assertThat(use.microBatches()).isEqualTo(10L * micro);
            assertThat(use.expectedBubbleShare()).isCloseTo((stages - 1.0) / (micro + stages - 1), Offset.offset(1e-9));
            assertThat(use.bubbleShare()).isBetween(0.0, 1 - 1.0 / stages + 1e-9);
            if (micro == 1) {
                assertThat(use.bubbleShare()).isCloseTo(1 - 1.0 / stages, Offset.offset(1e-9));
            }
            assertThat(use.communicationShare()).isBetween(0.0, 1.0);
            assertThat(use.efficiency()).isBetween(0.0, 1.0);
            assertThat(use.spanMillis()).isGreaterThan(0).isLessThanOrEqualTo(use.stageMillis());
            assertThat(use.provenance()).isEqualTo(Provenance.SIMULATED);
            assertThat(use.shards()).allSatisfy(shard -> assertThat(shard.busyMillis()).isGreaterThan(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"pp(2),quantize=int8,0", "tp(2)xpp(2),cache=quantized(4;8;10),0.02",
        "tp(2),quantize=int8-dynamic,0.2", "pp(2),decoding=sample(1.1;seed=4),0"})
    void whatElseIsInTheStackStaysInIt(String topology, String technique, float rounding) {
        String stack = "precision=float32," + technique.replace(';', ',');
        try (LanguageModel single = EngineOracleTest.load("llama", stack);
                LanguageModel spread = EngineOracleTest.load("llama", stack + ",topology=" + topology)) {
            assertThat(logits(spread, 5, 6, 7, 8, 9, 10)).containsExactly(logits(single, 5, 6, 7, 8, 9, 10),
                    Offset.offset(rounding));
            assertThat(spread.facts().quantizedModules()).isEqualTo(single.facts().quantizedModules());
            assertThat(spread.facts().bytesByType().keySet()).isEqualTo(single.facts().bytesByType().keySet());
        }
    }

    @Test
    void inBfloat16MostTokensAreThoseOfOneDevice() {
        int same = 0;
        int all = 0;
        for (String family : List.of("llama", "qwen2", "opt")) {
            try (LanguageModel single = EngineOracleTest.load(family, "precision=bfloat16");
                    LanguageModel spread = EngineOracleTest.load(family, "precision=bfloat16,topology=tp(2)")) {
                for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                    int[] prompt = EngineOracleTest.ids(expected.get("prompt"));
                    same += EngineOracleTest.greedy(single, prompt, 8)
                            .equals(EngineOracleTest.greedy(spread, prompt, 8))
                                    ? 1
                                    : 0;
                    all++;
                }
            }
        }
        assertThat(same).as("of %d texts", all).isGreaterThan(all / 2);
    }

    private static float[] logits(LanguageModel model, int... prompt) {
        try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
            return sequence.logits(prompt);
        }
    }

    private static long cacheBytes(LanguageModel model) {
        try (TokenSequence sequence = model.open(20, new Decoding.Greedy(), 0)) {
            sequence.next(5, 6, 7, 8);
            return sequence.keyValueBytes();
        }
    }

    private static Map<Integer, List<Integer>> written(LanguageModel model, int sequences) {
        var written = new HashMap<Integer, List<Integer>>();
        var generator = new BatchGenerator(model, Optional.empty(), new NumberTokenizer(160, List.of()),
                new Batching.Continuous(sequences));
        var terms = new BatchGenerator.Terms(new Decoding.Greedy(), new SpeculationOracleTest.StopAt(""), 8);
        generator.generate(IntStream.range(0, 7)
                .mapToObj(i -> new BatchGenerator.Request<>(i, NumberTokenizer.text(
                        IntStream.range(0, 3 + 2 * i).map(k -> 5 + (7 * k + 13 * i) % 100).toArray()), true, i, terms))
                .toList(), (i, generation, _) -> written.put(i, generation.tokenIds()), () -> false);
        return written;
    }
}
