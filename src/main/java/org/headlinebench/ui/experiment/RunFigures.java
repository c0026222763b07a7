package org.headlinebench.ui.experiment;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.RougeVariant;

/**
 * What is computed from a run's samples off the window's thread.
 *
 * @param summary the run in numbers; absent before its first sample
 * @param rouge   the intervals of the ROUGE chart, one curve per variant shown
 */
public record RunFigures(Optional<RunSummary> summary, List<RougeCurve> rouge) {
    /** The variants that the window shows. */
    public static final List<RougeVariant> VARIANTS = List.of(RougeVariant.ROUGE_1, RougeVariant.ROUGE_2,
            RougeVariant.ROUGE_L);
    /** Before anything was measured. */
    public static final RunFigures NONE = new RunFigures(Optional.empty(), List.of());

    public RunFigures {
        rouge = List.copyOf(rouge);
    }

    /** @param baseline samples of the experiment's first run; empty for that run itself */
    static RunFigures of(Run run, List<Sample> samples, List<Sample> baseline) {
        if (samples.isEmpty()) {
            return NONE;
        }
        if (run.hasRandomWeights()) {
            return new RunFigures(Optional.of(RunSummary.of(run, samples, baseline)), List.of());
        }
        List<RougeCurve> curves = VARIANTS.stream()
                .map(variant -> RougeCurve.of(variant,
                        samples.stream().mapToDouble(sample -> sample.rouge().of(variant).f1()).toArray()))
                .toList();
        return new RunFigures(Optional.of(RunSummary.of(run, samples, baseline)), curves);
    }

    /** The intervals of one variant; empty where there are none yet. */
    public Optional<RougeCurve> of(RougeVariant variant) {
        return rouge.stream().filter(curve -> curve.variant() == variant).findFirst();
    }
}
