package org.headlinebench.explanation;

import java.util.Optional;

/** Weights that no kernel multiplies in their few bits are made floats again in every product. */
final class DequantizationInLoop implements Rule {
    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        Optional<String> kernel = evidence.fact("linear")
                .filter(words -> words.contains("dequantized in every product"));
        return kernel.isPresent() && !evidence.isFaster()
                ? Optional.of(Explanation.ofLatency("dequantization-in-loop", "The weights take fewer bytes ("
                        + Rule.mebibytes(evidence.load().readBytesPerToken()) + " per token, "
                        + Rule.percent(evidence.readShare()) + " of the baseline's), but they are dequantized in every"
                        + " product, which costs more than reading less saves."))
                : Optional.empty();
    }
}
