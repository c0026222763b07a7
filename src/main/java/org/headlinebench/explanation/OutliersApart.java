package org.headlinebench.explanation;

import java.util.Optional;

/** LLM.int8 quantizes activations and splits off outlier columns in every product. */
final class OutliersApart implements Rule {
    @Override
    public Optional<Explanation> explain(Evidence evidence) {
        Optional<String> kernel = evidence.fact("linear").filter(words -> words.contains("outlier columns apart"));
        return kernel.isPresent() && !evidence.isFaster()
                ? Optional.of(Explanation.ofLatency("outliers-apart",
                        "Every product quantizes its activations and multiplies outlier columns apart; at batch 1 that"
                                + " takes longer than what the fewer bytes of weights ("
                                + Rule.percent(evidence.readShare()) + " of the baseline's) save."))
                : Optional.empty();
    }
}
