package org.headlinebench.explanation;

import java.util.Locale;
import java.util.Optional;

import org.headlinebench.metrics.Speculation;

/** Proposed tokens that the target rejects were proposed and verified in vain. */
final class LowAcceptance implements Rule {
    private static final double LOW = 0.5;

    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        Optional<Speculation> counts = evidence.summary().speculation();
        if (counts.isEmpty() || evidence.isFaster()) {
            return Optional.empty();
        }
        Speculation speculation = counts.get();
        if (speculation.drafted() == 0) {
            return Optional.of(Explanation.ofLatency("low-acceptance",
                    "Nothing was ever proposed, so every token took a pass of its own as without it."));
        }
        double rate = speculation.acceptanceRate().orElseThrow();
        return rate < LOW
                ? Optional.of(Explanation.ofLatency("low-acceptance", String.format(Locale.ROOT,
                        "Only %.0f %% of %d proposed tokens were accepted: a pass of the target yields %.2f tokens, which"
                                + " does not pay for proposing them and for verifying several at a time.",
                        100 * rate, speculation.drafted(), speculation.tokensPerTargetPass().orElseThrow())))
                : Optional.empty();
    }
}
