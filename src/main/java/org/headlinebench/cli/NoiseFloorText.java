package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.comparison.RunComparer;

/** The baseline against itself at the end of an experiment: what differs without any reason. */
final class NoiseFloorText {
    private NoiseFloorText() {}

    /** Empty where the baseline did not run twice. */
    static Optional<String> of(RunStore store, List<Run> runs) {
        List<Run> baselines = runs.stream()
                .filter(run -> run.state() == RunState.FINISHED
                        && run.setup().stack().equals(runs.getFirst().setup().stack()))
                .toList();
        if (baselines.size() < 2) {
            return Optional.empty();
        }
        var comparer = new RunComparer(store);
        MeasuredRun first = comparer.measured(baselines.getFirst());
        return Comparisons.of(first, List.of(comparer.measured(baselines.getLast())))
                .compared()
                .stream()
                .flatMap(compared -> ComparisonWords.noise(compared).stream())
                .findFirst();
    }
}
