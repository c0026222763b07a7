package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.EarlierTurn;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;

/** A conversation's turns with and without what the turn before has computed; on small random models in float32. */
class TurnReuseTest {
    private static final int TOKENS = 8;

    /**
     * Two conversations of three turns, then a shorter one. Each turn's prompt goes on with an answer: what was really
     * written, that up to its third token, or another. Where tokens are rounded at once, a turn that takes them over sees
     * them rounded, which a whole prompt in one pass does not: those caches are not exact with any reuse.
     */
    @ParameterizedTest
    @CsvSource({"llama,dynamic,greedy", "llama,static,greedy", "llama,static(99),greedy", "llama,paged(4),greedy",
        "qwen2,dynamic,sample(temperature=1.3;seed=5)", "mistral,paged(16),sample(temperature=1.3;seed=5)",
        "llama,dynamic,prompt-lookup(2;4)", "smollm2,paged(4),speculative(tokens=3)", "opt,dynamic,greedy",
        "llama,dynamic(bits=8;group=8;residual=99),greedy", "llama,static(bits=8;group=8;residual=99),greedy"})
    void everyTurnWritesWhatItWritesAloneAndComputesNoCommonTokenAgain(String family, String cache, String rule) {
        Stack stack = Stack.parse(("precision=float32,cache=" + cache + ",decoding=" + rule).replace(';', ','),
                DeviceKind.CPU);
        Decoding decoding = stack.decoding();
        try (LanguageModel model = EngineOracleTest.load(family, stack.text());
                LanguageModel draft = EngineOracleTest.load("llama", "precision=float32");
                EarlierTurn turn = new EarlierTurn()) {
            Optional<LanguageModel> proposes = decoding instanceof Decoding.Speculative
                    ? Optional.of(draft)
                    : Optional.empty();
            Generator alone = generator(model, proposes, Optional.empty(), decoding);
            Generator reusing = generator(model, proposes, Optional.of(turn), decoding);
            int[] before = {};
            int reused = 0;
            for (int conversation = 0; conversation < 3; conversation++) {
                int[] prompt = numbers(conversation, conversation == 2 ? 5 : 20);
                for (int i = 0; i < 3; i++) {
                    Generation expected = write(alone, prompt, i);
                    Generation written = write(reusing, prompt, i);
                    assertThat(written.tokenIds()).isEqualTo(expected.tokenIds());
                    int common = Math.min(EarlierTurn.commonTokens(before, prompt), prompt.length - 1);
                    assertThat(written.reusedTokens()).as("conversation %d, turn %d", conversation, i)
                            .isEqualTo(common);
                    assertThat(common).isGreaterThanOrEqualTo(i == 0 ? Math.min(conversation, 1) * 2 : 5);
                    reused += common;
                    List<Integer> ids = written.tokenIds();
                    before = joined(prompt, ids.subList(0, ids.size() - 1));
                    prompt = joined(joined(prompt, ids.subList(0, i == 1 ? 3 : ids.size() - 1)), List.of(50 + i, 9));
                }
            }
            assertThat(reused).isGreaterThan(100);
        }
    }

    @Test
    void whatWasForgottenIsComputedAgain() {
        try (LanguageModel model = EngineOracleTest.load("llama", "cache=dynamic");
                EarlierTurn turn = new EarlierTurn()) {
            Generator generator = generator(model, Optional.empty(), Optional.of(turn), new Decoding.Greedy());
            int[] prompt = numbers(0, 12);
            assertThat(write(generator, prompt, 0).reusedTokens()).isZero();
            // The same prompt again: its last token is computed, since what follows it is wanted.
            assertThat(write(generator, prompt, 0).reusedTokens()).isEqualTo(11);
            turn.forget();
            assertThat(write(generator, prompt, 0).reusedTokens()).isZero();
        }
    }

    private static Generator generator(LanguageModel model, Optional<LanguageModel> draft, Optional<EarlierTurn> turn,
            Decoding decoding) {
        return new Generator(model, draft, turn, new NumberTokenizer(160, List.of()), decoding,
                new SpeculationOracleTest.StopAt(""), TOKENS);
    }

    private static Generation write(Generator generator, int[] prompt, int stream) {
        return generator.generate(NumberTokenizer.text(prompt), true, stream, () -> false);
    }

    /** All begin with the same two. */
    private static int[] numbers(int conversation, int length) {
        return IntStream.range(0, length).map(k -> k < 2 ? 5 + k : (7 * k + 13 * conversation + 1) % 100).toArray();
    }

    private static int[] joined(int[] first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(IntStream.of(first).boxed().toList());
        all.addAll(second);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
