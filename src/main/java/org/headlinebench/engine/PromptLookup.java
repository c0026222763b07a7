package org.headlinebench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import org.headlinebench.optimization.Decoding;

/**
 * Proposes what followed the first earlier occurrence of the newest tokens (Saxena 2023, "Prompt Lookup Decoding"), with
 * the same candidates as HF transformers' {@code PromptLookupCandidateGenerator}: the longest run of newest tokens that
 * occurred before counts, of its occurrences the first, and nothing is proposed from an end-of-sequence token on.
 */
final class PromptLookup implements Proposer {
    private final int longestRun;
    private final int mostTokens;
    private final IntPredicate endsSequence;

    PromptLookup(Decoding.PromptLookup settings, IntPredicate endsSequence) {
        this.longestRun = settings.ngram();
        this.mostTokens = settings.tokens();
        this.endsSequence = endsSequence;
    }

    @Override
    public Proposal propose(int[] context, int most) {
        int end = context.length;
        for (int run = Math.min(longestRun, end - 1); run > 0; run--) {
            for (int start = 0; start + run < end; start++) {
                if (Arrays.equals(context, start, start + run, context, end - run, end)) {
                    return following(context, start + run, Math.min(most, mostTokens));
                }
            }
        }
        return Proposal.NONE;
    }

    private Proposal following(int[] context, int from, int most) {
        int[] followed = Arrays.copyOfRange(context, from, Math.min(from + most, context.length));
        List<Integer> tokens = Arrays.stream(followed)
                .takeWhile(token -> !endsSequence.test(token))
                .boxed()
                .toList();
        return new Proposal(tokens, Optional.empty());
    }
}
