package org.headlinebench.engine;

import org.headlinebench.metrics.Speculation;

/** Counts what proposing and verifying comes to in one generation. */
final class SpeculationTally {
    private long drafted;
    private long accepted;
    private long targetPasses = 1;
    private long verifyPasses;
    private double draftMillis;
    private double verifyMillis;

    /** A pass after that over the prompt: proposals drafted and, of them, those in the output; its times. */
    void pass(int draftedTokens, int acceptedTokens, double draftingMillis, double verifyingMillis) {
        drafted += draftedTokens;
        accepted += acceptedTokens;
        targetPasses++;
        verifyPasses += draftedTokens > 0 ? 1 : 0;
        draftMillis += draftingMillis;
        verifyMillis += verifyingMillis;
    }

    Speculation total(int outputTokens) {
        return new Speculation(drafted, accepted, outputTokens, targetPasses, verifyPasses, draftMillis, verifyMillis);
    }
}
