package org.headlinebench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.headlinebench.optimization.Decoding;

/** The tokens with which several prompts begin, and their keys and values, computed once for all. */
public final class SharedPrefix implements Reuse, AutoCloseable {
    private final TokenSequence sequence;
    private final int[] tokens;
    private final double millis;

    private SharedPrefix(TokenSequence sequence, int[] tokens, double millis) {
        this.sequence = sequence;
        this.tokens = tokens;
        this.millis = millis;
    }

    /**
     * Computes the longest common beginning of prompts; absent if they are all the same, or their first tokens differ.
     * Prompts are compared by tokens: equal text can be other tokens at its end.
     *
     * @param prompts token ids of all prompts
     */
    public static Optional<SharedPrefix> of(LanguageModel model, List<int[]> prompts, Decoding.Plain rule) {
        int[] shortest = prompts.getFirst();
        int common = shortest.length;
        boolean differ = false;
        for (int[] prompt : prompts) {
            int mismatch = Arrays.mismatch(shortest, prompt);
            differ |= mismatch >= 0;
            common = mismatch >= 0 ? Math.min(common, mismatch) : common;
        }
        if (common == 0 || !differ) {
            return Optional.empty();
        }
        int[] tokens = Arrays.copyOf(shortest, common);
        long start = System.nanoTime();
        TokenSequence sequence = model.open(common, rule, 0);
        sequence.next(tokens);
        return Optional.of(new SharedPrefix(sequence, tokens, (System.nanoTime() - start) / 1e6));
    }

    @Override
    public int begin(TokenSequence fresh, int[] promptIds) {
        int common = Math.min(EarlierTurn.commonTokens(tokens, promptIds), promptIds.length - 1);
        fresh.adopt(sequence, common);
        return common;
    }

    @Override
    public void done(TokenSequence used, int[] context) {
        used.close();
    }

    /** How many tokens are shared. */
    public int length() {
        return tokens.length;
    }

    /** How long computing them took. */
    public double millis() {
        return millis;
    }

    @Override
    public void close() {
        sequence.close();
    }
}
