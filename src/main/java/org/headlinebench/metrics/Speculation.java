package org.headlinebench.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What proposing and verifying tokens came to, in one generation or summed over several. The first token comes from the
 * pass over the prompt, which verifies nothing; every later pass of the target may verify proposals and adds one token of
 * its own after those it accepts.
 *
 * @param drafted      tokens proposed
 * @param accepted     of them, those that are in the output; accepted tokens behind a stop are not
 * @param outputTokens tokens of the output
 * @param targetPasses passes of the target, those over prompts included; without proposals as many as output tokens
 * @param verifyPasses of them, those that verified at least one proposal
 * @param draftMillis  time in which tokens were proposed
 * @param verifyMillis time of the target's passes after those over prompts
 */
public record Speculation(long drafted, long accepted, long outputTokens, long targetPasses, long verifyPasses,
        double draftMillis, double verifyMillis) {
    public Speculation {
        if (accepted < 0 || accepted > drafted || verifyPasses < 0 || verifyPasses > targetPasses
                || verifyPasses > drafted || outputTokens > accepted + targetPasses) {
            throw new IllegalArgumentException(drafted + " drafted, " + accepted + " accepted, " + outputTokens
                    + " tokens in " + targetPasses + " passes, " + verifyPasses + " of them verifying");
        }
        if (!(draftMillis >= 0) || !(verifyMillis >= 0)) {
            throw new IllegalArgumentException("times are not negative: " + draftMillis + ", " + verifyMillis);
        }
    }

    /** The sum over several generations; absent for none. */
    public static Optional<Speculation> sum(List<Speculation> parts) {
        return parts.stream()
                .reduce((a, b) -> new Speculation(a.drafted + b.drafted, a.accepted + b.accepted,
                        a.outputTokens + b.outputTokens, a.targetPasses + b.targetPasses,
                        a.verifyPasses + b.verifyPasses, a.draftMillis + b.draftMillis,
                        a.verifyMillis + b.verifyMillis));
    }

    /** {@code accepted / drafted}; absent where nothing was drafted. */
    public OptionalDouble acceptanceRate() {
        return drafted == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) accepted / drafted);
    }

    /**
     * Tokens that a pass with proposals yields, the target's own included: {@code 1 + accepted / verifyPasses}, as vLLM's
     * mean acceptance length; absent where nothing was drafted.
     */
    public OptionalDouble meanAcceptedLength() {
        return verifyPasses == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 + (double) accepted / verifyPasses);
    }

    /** {@code outputTokens / targetPasses}: how many times fewer passes there were than without proposals. */
    public OptionalDouble tokensPerTargetPass() {
        return targetPasses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) outputTokens / targetPasses);
    }
}
