package org.headlinebench.explanation;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.statistics.Bootstrap;

/** Asks every rule about a run; the same for the command line, the window and every export. */
public final class Explanations {
    private static final List<Rule> RULES = List.of(new DenseZeros(), new LowAcceptance(), new CostlyDraft(),
            new DequantizationInLoop(), new OutliersApart(), new OverheadBound(), new RooflineReached());

    private Explanations() {}

    /**
     * What can be said about a finished run beside its baseline; empty for the baseline itself, for runs over other
     * articles or on another model, and where no rule applies.
     *
     * @param samples         the run's, in the order measured
     * @param baselineSamples the baseline's
     */
    public static List<Explanation> of(Run run, List<Sample> samples, Run baseline, List<Sample> baselineSamples) {
        if (run.state() != RunState.FINISHED || baseline.state() != RunState.FINISHED) {
            return List.of();
        }
        return Evidence.of(run, samples, baseline, baselineSamples, Bootstrap.STANDARD)
                .map(Explanations::of)
                .orElse(List.of());
    }

    static List<Explanation> of(Evidence evidence) {
        return RULES.stream().map(rule -> rule.explain(evidence)).flatMap(Optional::stream).toList();
    }

}
