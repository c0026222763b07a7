package org.headlinebench.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.Speculation;

/** {@code speculation} of an exported sample, and of a run's summary. */
record ExportedSpeculation(long drafted, long accepted, OptionalDouble acceptanceRate,
        OptionalDouble meanAcceptedLength,
        long targetPasses, long verifyPasses, OptionalDouble tokensPerTargetPass, double draftMillis,
        double verifyMillis,
        Optional<List<Speculation.Pass>> passes) {

    static ExportedSpeculation of(Speculation of) {
        return new ExportedSpeculation(of.drafted(), of.accepted(), of.acceptanceRate(), of.meanAcceptedLength(),
                of.targetPasses(), of.verifyPasses(), of.tokensPerTargetPass(), of.draftMillis(), of.verifyMillis(),
                of.passes());
    }
}
