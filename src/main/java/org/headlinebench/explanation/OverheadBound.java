package org.headlinebench.explanation;

import java.util.Optional;

/** Where reading weights is a small part of a token's time, reading fewer bytes saves little. */
final class OverheadBound implements Rule {
    private static final double CLEARLY_FEWER_BYTES = 0.8;
    private static final double FAR_FROM_ROOFLINE = 0.35;

    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        boolean readsLess = evidence.readShare() <= CLEARLY_FEWER_BYTES;
        boolean isFarOff = evidence.rooflineShare().orElse(1) < FAR_FROM_ROOFLINE;
        return readsLess && isFarOff && !evidence.isFaster()
                ? Optional.of(Explanation.ofLatency("overhead-bound", "A token reads "
                        + Rule.percent(evidence.readShare()) + " of the baseline's bytes, but at batch 1 reading them"
                        + " takes only " + Rule.percent(evidence.rooflineShare().getAsDouble())
                        + " of its time (roofline share): the rest is calls, attention, norms and other work that stays."))
                : Optional.empty();
    }
}
