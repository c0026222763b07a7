package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.AllowedTokens;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.TokenConstraint;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;

/** Sequences of one batch, each chosen by its own rule and with its own constraint. */
class OwnRulesTest {
    private static final List<String> RULES = List.of("greedy", "sample(temperature=1.3,seed=5)",
            "sample(temperature=0.8,topK=9,topP=0.9,seed=7)", "greedy", "sample(temperature=1.3,seed=6)");

    @Test
    void eachWritesWhatItWritesAlone() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            Map<Integer, List<Integer>> together = written(model, new Batching.Continuous(8), Optional.empty());
            assertThat(together).hasSize(RULES.size())
                    .isEqualTo(written(model, new Batching.Single(), Optional.empty()));
            assertThat(together.values().stream().distinct().count()).isEqualTo(RULES.size());
        }
    }

    @Test
    void noOtherThanAllowedTokensAreChosenAndTheOthersNeverNoticed() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic")) {
            Map<Integer, List<Integer>> free = written(model, new Batching.Continuous(8), Optional.empty());
            for (boolean isBan : List.of(true, false)) {
                int[] evens = IntStream.range(0, 80).map(i -> 2 * i).toArray();
                Map<Integer, List<Integer>> bound = written(model, new Batching.Continuous(8),
                        Optional.of(new AllowedTokens(isBan, evens)));
                assertThat(bound.get(0)).hasSize(6).allMatch(id -> id % 2 == (isBan ? 1 : 0));
                assertThat(bound.get(1)).hasSize(6).allMatch(id -> id % 2 == (isBan ? 1 : 0));
                assertThat(bound.get(2)).isEqualTo(free.get(2));
                assertThat(bound.get(3)).isEqualTo(free.get(3));
            }
        }
    }

    /** The first two are bound, if any is; what is bound ends after six tokens. */
    private static Map<Integer, List<Integer>> written(LanguageModel model, Batching batching,
            Optional<AllowedTokens> allowed) {
        var generator = new BatchGenerator(model, Optional.empty(), new NumberTokenizer(160, List.of()), batching);
        var requests = IntStream.range(0, RULES.size())
                .mapToObj(i -> new BatchGenerator.Request<>(i,
                        NumberTokenizer.text(IntStream.range(0, 4 + i).map(k -> (7 * k + 13 * i) % 100).toArray()),
                        true, 0, new BatchGenerator.Terms(
                                (Decoding.Plain) Stack.parse("decoding=" + RULES.get(i), DeviceKind.CPU).decoding(),
                                new SpeculationOracleTest.StopAt(""), 20,
                                i < 2 ? allowed.map(SixTokens::new) : Optional.empty(), () -> false)))
                .toList();
        var written = new LinkedHashMap<Integer, List<Integer>>();
        generator.generate(requests, (tag, generation, _) -> {
            written.put(tag, generation.tokenIds());
            assertThat(generation.finishReason())
                    .isEqualTo(generation.tokenIds().size() == 6 ? FinishReason.STOP_SEQUENCE : FinishReason.LENGTH);
        }, () -> false);
        return written;
    }

    private static final class SixTokens implements TokenConstraint {
        private final AllowedTokens allowed;
        private int taken;

        SixTokens(AllowedTokens allowed) {
            this.allowed = allowed;
        }

        @Override
        public AllowedTokens allowed(int room) {
            assertThat(room).isEqualTo(20 - taken);
            return allowed;
        }

        @Override
        public void take(int token) {
            taken++;
        }

        @Override
        public boolean isComplete() {
            return taken == 6;
        }
    }
}
