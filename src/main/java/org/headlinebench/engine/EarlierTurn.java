package org.headlinebench.engine;

import java.util.Arrays;

/**
 * The sequence written last, kept for the next prompt: where that goes on from it, as a conversation's next turn does, its
 * common beginning needs no computing. Tokens are compared, not texts: an answer can be other tokens as a part of a prompt
 * than as they were written.
 */
public final class EarlierTurn implements Reuse, AutoCloseable {
    private TokenSequence kept;
    private int[] tokens = {};

    @Override
    public int begin(TokenSequence fresh, int[] promptIds) {
        int common = Math.min(commonTokens(tokens, promptIds), promptIds.length - 1);
        if (common > 0) {
            fresh.adopt(kept, common);
        }
        forget();
        return common;
    }

    @Override
    public void done(TokenSequence sequence, int[] context) {
        forget();
        kept = sequence;
        // What was chosen last was never fed back, unless a proposal held it.
        tokens = Arrays.copyOf(context, Math.min(sequence.length(), context.length - 1));
    }

    /** The next prompt is computed whole. */
    public void forget() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
        tokens = new int[0];
    }

    /** The length of the longest common beginning. */
    public static int commonTokens(int[] some, int[] others) {
        int mismatch = Arrays.mismatch(some, others);
        return mismatch < 0 ? some.length : mismatch;
    }

    @Override
    public void close() {
        forget();
    }
}
