package org.headlinebench.engine;

import org.headlinebench.optimization.Decoding;

/**
 * How many tokens a draft model proposes next. An adaptive length follows HF transformers' schedule "heuristic_transient"
 * ({@code AssistedCandidateGenerator.update_candidate_strategy}): two more after all were accepted, otherwise one less,
 * anew for each article, so that a sample never depends on those before it.
 */
final class DraftLength {
    private static final int STEP_UP = 2;

    private final boolean adaptive;
    private int tokens;

    DraftLength(int tokens, boolean adaptive) {
        this.tokens = tokens;
        this.adaptive = adaptive;
    }

    int tokens() {
        return tokens;
    }

    void accepted(int accepted) {
        if (adaptive) {
            tokens = accepted == tokens ? Math.min(tokens + STEP_UP, Decoding.MOST_TOKENS) : Math.max(1, tokens - 1);
        }
    }
}
