package org.headlinebench.explanation;

import java.util.Optional;

import org.headlinebench.optimization.Prune;

/** Zeros in a dense matrix are read and multiplied like any other number. */
final class DenseZeros implements Rule {
    private static final double AS_MANY_BYTES = 0.98;

    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        Prune prune = evidence.stack().prune();
        boolean isNew = !prune.equals(evidence.baseline().setup().stack().prune());
        if (prune.shrinks() || !isNew || evidence.newZeros().isEmpty()) {
            return Optional.empty();
        }
        String zeros = Rule.percent(evidence.newZeros().getAsDouble())
                + " of the pruned modules' weights became zero, but dense kernels read and multiply zeros like any "
                + "number: a token reads " + Rule.mebibytes(evidence.load().readBytesPerToken()) + " of weights";
        if (evidence.isFaster()) {
            return evidence.differsInOneAxis()
                    ? Optional.empty()
                    : Optional.of(Explanation.ofLatency("dense-zeros",
                            zeros + ". What is faster is so by the other axes that differ, not by pruning."));
        }
        return evidence.readShare() >= AS_MANY_BYTES
                ? Optional.of(Explanation.ofLatency("dense-zeros", zeros + ", no less than the baseline."))
                : Optional.empty();
    }
}
