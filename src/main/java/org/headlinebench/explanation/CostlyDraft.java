package org.headlinebench.explanation;

import java.util.Locale;
import java.util.Optional;

import org.headlinebench.metrics.Speculation;

/** A draft that is not much cheaper than the target gives back what it saves. */
final class CostlyDraft implements Rule {
    private static final double LOW = 0.5;
    private static final double COSTLY = 0.4;

    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        Optional<Speculation> counts = evidence.summary().speculation().filter(spec -> spec.drafted() > 0);
        if (counts.isEmpty() || evidence.isFaster() || counts.get().acceptanceRate().orElseThrow() < LOW) {
            return Optional.empty();
        }
        Speculation speculation = counts.get();
        return speculation.draftMillis() > COSTLY * speculation.verifyMillis()
                ? Optional.of(Explanation.ofLatency("costly-draft", String.format(Locale.ROOT,
                        "Tokens are accepted (%.0f %%, %.2f per pass of the target), but proposing them took %.0f ms beside"
                                + " %.0f ms of verifying.",
                        100 * speculation.acceptanceRate().getAsDouble(),
                        speculation.tokensPerTargetPass().orElseThrow(), speculation.draftMillis(),
                        speculation.verifyMillis())))
                : Optional.empty();
    }
}
