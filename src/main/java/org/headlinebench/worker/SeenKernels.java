package org.headlinebench.worker;

import java.util.Arrays;
import java.util.Set;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.profile.Trace;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Stack;

/** What libtorch computes a pass with, seen by its profiler on a few tokens before anything is measured. */
final class SeenKernels {
    private static final int[] TOKENS = {1, 2, 3};

    private SeenKernels() {}

    static Set<String> of(LanguageModel model, Stack stack) {
        int prompt = Math.min(TOKENS.length, model.contextTokens() - 1);
        return Trace.operatorsOf(() -> {
            try (TokenSequence sequence = model.open(prompt + 1, new Decoding.Greedy(), 0)) {
                sequence.next(Arrays.copyOf(TOKENS, prompt));
                // A recorded step launches no operators of its own.
                if (stack.execution() == Execution.EAGER) {
                    sequence.next(TOKENS[0]);
                }
            }
        });
    }
}
