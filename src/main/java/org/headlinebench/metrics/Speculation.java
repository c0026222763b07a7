package org.headlinebench.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

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
 * @param passes       the passes of one generation after that over its prompt, in order; absent for a sum, and where it was
 *                     measured before passes were kept
 */
public record Speculation(long drafted, long accepted, long outputTokens, long targetPasses, long verifyPasses,
        double draftMillis, double verifyMillis, Optional<List<Pass>> passes) {

    /**
     * A pass of the target after that over the prompt.
     *
     * @param drafted  tokens proposed before it
     * @param accepted of them, those in the output
     * @param tokens   tokens that it added to the output: the accepted ones, and one of its own unless a stop came before
     */
    public record Pass(int drafted, int accepted, int tokens) {
        public Pass {
            if (accepted < 0 || accepted > drafted || tokens < Math.max(1, accepted) || tokens > accepted + 1) {
                throw new IllegalArgumentException(drafted + " drafted, " + accepted + " accepted, " + tokens
                        + " tokens of one pass");
            }
        }
    }

    /** Without its passes. */
    public Speculation(long drafted, long accepted, long outputTokens, long targetPasses, long verifyPasses,
            double draftMillis, double verifyMillis) {
        this(drafted, accepted, outputTokens, targetPasses, verifyPasses, draftMillis, verifyMillis,
                Optional.empty());
    }

    public Speculation {
        passes = passes.map(List::copyOf);
        if (passes.isPresent() && (passes.get().size() != targetPasses - 1
                || sum(passes.get(), Pass::drafted) != drafted || sum(passes.get(), Pass::accepted) != accepted
                || sum(passes.get(), Pass::tokens) != outputTokens - 1)) {
            throw new IllegalArgumentException("the passes do not add up to the counts: " + passes.get());
        }
        if (accepted < 0 || accepted > drafted || verifyPasses < 0 || verifyPasses > targetPasses
                || verifyPasses > drafted || outputTokens > accepted + targetPasses) {
            throw new IllegalArgumentException(drafted + " drafted, " + accepted + " accepted, " + outputTokens
                    + " tokens in " + targetPasses + " passes, " + verifyPasses + " of them verifying");
        }
        if (!(draftMillis >= 0) || !(verifyMillis >= 0)) {
            throw new IllegalArgumentException("times are not negative: " + draftMillis + ", " + verifyMillis);
        }
    }

    private static int sum(List<Pass> passes, ToIntFunction<Pass> part) {
        return passes.stream().mapToInt(part).sum();
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
