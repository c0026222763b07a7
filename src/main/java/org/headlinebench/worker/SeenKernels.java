package org.headlinebench.worker;

import java.util.Set;
import java.util.stream.IntStream;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.profile.Trace;
import org.headlinebench.optimization.Attention;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Stack;

/** What libtorch computes a pass with, seen by its profiler on a few tokens before anything is measured. */
final class SeenKernels {
    private static final int FEW = 3;

    private SeenKernels() {}

    static Set<String> of(LanguageModel model, Stack stack) {
        int wanted = stack.attention() == Attention.FLASH_DECODING ? Attention.SPLIT : FEW;
        int prompt = Math.min(wanted, model.contextTokens() - 1);
        int[] tokens = IntStream.range(0, prompt).map(i -> 1 + i % FEW).toArray();
        return Trace.operatorsOf(() -> {
            try (TokenSequence sequence = model.open(prompt + 1, new Decoding.Greedy(), 0)) {
                sequence.next(tokens);
                // A recorded step launches no operators of its own.
                if (stack.execution() == Execution.EAGER) {
                    sequence.next(1);
                }
            }
        });
    }
}
