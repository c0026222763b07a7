package org.headlinebench.comparison;

import java.util.List;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;

/** Compares stored runs. */
public final class RunComparer {
    private final RunStore store;

    public RunComparer(RunStore store) {
        this.store = store;
    }

    /** All runs of the list beside the baseline. */
    public Comparisons compare(Run baseline, List<Run> candidates) {
        return Comparisons.of(measured(baseline), candidates.stream().map(this::measured).toList());
    }

    /** A run with its samples. */
    public MeasuredRun measured(Run run) {
        return new MeasuredRun(run, store.samples(run.id()));
    }
}
