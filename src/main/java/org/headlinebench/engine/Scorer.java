package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.headlinebench.optimization.Decoding;

/**
 * Log-likelihoods of given texts, with the windows of lm-evaluation-harness ({@code HFLM._loglikelihood_tokens} and
 * {@code get_rolling_token_windows} with one token of context). Batchless; several continuations of one context share the
 * pass over it.
 */
public final class Scorer implements AutoCloseable {
    /** Logits are as wide as the vocabulary, so they are asked for a few positions at a time. */
    private static final int SCORED_AT_ONCE = 64;

    private final TokenSequence sequence;
    private final int most;
    private int[] fed = {};

    /** @param model prepared for the longest window, see {@link #windowTokens} */
    public Scorer(LanguageModel model) {
        this.sequence = model.open(model.contextTokens(), new Decoding.Greedy(), 0);
        this.most = model.contextTokens();
    }

    /** Tokens that a model must hold to score a continuation of a context, if it can hold that many. */
    public static int windowTokens(int contextTokens, int continuationTokens) {
        return contextTokens + continuationTokens - 1;
    }

    /**
     * Scores continuations of one context. What does not fit is cut off the context's beginning.
     *
     * @param context       at least one token
     * @param continuations each of at least one token and at most as many as the model holds
     */
    public List<Likelihood> continuations(int[] context, List<int[]> continuations) {
        List<Likelihood> likelihoods = new ArrayList<>();
        for (int[] continuation : continuations) {
            if (context.length == 0 || continuation.length == 0 || continuation.length > most) {
                throw new IllegalArgumentException("a continuation of " + continuation.length + " tokens after "
                        + context.length + " cannot be scored with " + most);
            }
            int cut = Math.max(0, windowTokens(context.length, continuation.length) - most);
            likelihoods.add(score(Arrays.copyOfRange(context, cut, context.length), continuation, cut));
        }
        return likelihoods;
    }

    /**
     * Scores a whole text, longer than the model holds if need be, each token once.
     *
     * @param prefix the token before the first
     */
    public Likelihood text(int prefix, int[] tokens) {
        int[] all = new int[tokens.length + 1];
        all[0] = prefix;
        System.arraycopy(tokens, 0, all, 1, tokens.length);
        double sum = 0;
        boolean isGreedy = true;
        for (int from = 0; from < tokens.length; from += most) {
            int to = Math.min(tokens.length, from + most);
            int[] context = Arrays.copyOfRange(all, Math.max(0, to - most), from + 1);
            Likelihood window = score(context, Arrays.copyOfRange(tokens, from, to), 0);
            sum += window.logLikelihood();
            isGreedy &= window.isGreedy();
        }
        return new Likelihood(sum, tokens.length, isGreedy, 0);
    }

    @Override
    public void close() {
        sequence.close();
    }

    private Likelihood score(int[] context, int[] continuation, int cut) {
        int[] before = Arrays.copyOf(context, context.length - 1);
        feed(before);
        int[] tokens = new int[continuation.length];
        tokens[0] = context[context.length - 1];
        System.arraycopy(continuation, 0, tokens, 1, continuation.length - 1);
        double sum = 0;
        boolean isGreedy = true;
        for (int from = 0; from < tokens.length; from += SCORED_AT_ONCE) {
            int to = Math.min(tokens.length, from + SCORED_AT_ONCE);
            for (TokenScore token : sequence.score(Arrays.copyOfRange(tokens, from, to),
                    Arrays.copyOfRange(continuation, from, to))) {
                sum += token.logProbability();
                isGreedy &= token.isGreedy();
            }
        }
        sequence.rollBack(before.length);
        return new Likelihood(sum, continuation.length, isGreedy, cut);
    }

    /** Makes the sequence hold exactly these tokens, keeping what it has of them already. */
    private void feed(int... tokens) {
        int common = Arrays.mismatch(fed, tokens);
        int kept = common < 0 ? tokens.length : common;
        sequence.rollBack(kept);
        if (kept < tokens.length) {
            sequence.next(Arrays.copyOfRange(tokens, kept, tokens.length));
        }
        fed = tokens;
    }
}
