package org.headlinebench.experiment;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;

/**
 * A run of an experiment's plan.
 *
 * @param ordinal  its number in the experiment, from 1, which is the baseline
 * @param names    what its stack is called; several where the experiment names the same stack more than once
 * @param setup    what runs
 * @param estimate what it will take; absent where the model's sizes are not known
 * @param finished the run itself, if an earlier start has finished it
 */
public record PlannedRun(int ordinal, List<String> names, RunSetup setup, Optional<RunEstimate> estimate,
        Optional<Run> finished) {
    public PlannedRun {
        names = List.copyOf(names);
    }
}
