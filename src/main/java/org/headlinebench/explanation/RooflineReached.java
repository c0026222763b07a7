package org.headlinebench.explanation;

import java.util.Optional;

/** A baseline that reads as fast as the device can leaves nothing to what reads as many bytes. */
final class RooflineReached implements Rule {
    private static final double HIGH = 0.7;
    private static final double AS_MANY_BYTES = 0.95;

    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        boolean isHigh = evidence.baselineRooflineShare().orElse(0) >= HIGH;
        boolean speculates = evidence.summary().speculation().isPresent();
        return isHigh && !speculates && evidence.readShare() >= AS_MANY_BYTES && !evidence.isFaster()
                ? Optional.of(Explanation.ofLatency("roofline-reached", "The baseline already decodes at "
                        + Rule.percent(evidence.baselineRooflineShare().getAsDouble())
                        + " of what the measured bandwidth allows; only fewer bytes per token could make it much faster,"
                        + " and this stack reads as many."))
                : Optional.empty();
    }
}
