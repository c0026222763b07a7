package org.headlinebench.cli;

import org.headlinebench.metrics.Speculation;

/** What proposing and verifying tokens came to, in a line. */
final class SpeculationText {
    private SpeculationText() {}

    static String of(Speculation counts) {
        if (counts.drafted() == 0) {
            return "nothing was ever proposed, so every token took a pass of its own.";
        }
        return Figures.format(
                "%d of %d proposed tokens accepted (%s), %.2f tokens per pass that verified, %d target passes for %d"
                        + " tokens (%.2f x fewer), draft %s ms, verify %s ms.",
                counts.accepted(), counts.drafted(), Figures.percent(counts.acceptanceRate().orElseThrow()),
                counts.meanAcceptedLength().orElseThrow(), counts.targetPasses(), counts.outputTokens(),
                counts.tokensPerTargetPass().orElseThrow(), Figures.millis(counts.draftMillis()),
                Figures.millis(counts.verifyMillis()));
    }
}
