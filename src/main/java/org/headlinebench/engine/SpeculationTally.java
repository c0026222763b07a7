package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.metrics.Speculation;

/** Counts what proposing and verifying comes to in one generation. */
final class SpeculationTally {
    private final List<Speculation.Pass> passes = new ArrayList<>();
    private long drafted;
    private long accepted;
    private long targetPasses = 1;
    private long verifyPasses;
    private double draftMillis;
    private double verifyMillis;

    /**
     * A pass after that over the prompt: proposals drafted and, of them, those in the output; tokens that it added to the
     * output; its times.
     */
    void pass(int draftedTokens, int acceptedTokens, int tokens, double draftingMillis, double verifyingMillis) {
        passes.add(new Speculation.Pass(draftedTokens, acceptedTokens, tokens));
        drafted += draftedTokens;
        accepted += acceptedTokens;
        targetPasses++;
        verifyPasses += draftedTokens > 0 ? 1 : 0;
        draftMillis += draftingMillis;
        verifyMillis += verifyingMillis;
    }

    Speculation total(int outputTokens) {
        return new Speculation(drafted, accepted, outputTokens, targetPasses, verifyPasses, draftMillis, verifyMillis,
                Optional.of(passes));
    }
}
