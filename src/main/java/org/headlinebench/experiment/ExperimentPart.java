package org.headlinebench.experiment;

import java.util.List;

import org.headlinebench.benchmark.result.RefusedStack;

/**
 * What an experiment runs on one model, with a baseline of its own.
 *
 * @param id      the experiment's id in the run store
 * @param model   a catalog id or a path
 * @param runs    what runs, by ordinal
 * @param order   the ordinals in the order in which they run: the baseline first and, once more, last
 * @param refused what cannot run, and why
 */
public record ExperimentPart(String id, String model, List<PlannedRun> runs, List<Integer> order,
        List<RefusedStack> refused) {
    public ExperimentPart {
        runs = List.copyOf(runs);
        order = List.copyOf(order);
        refused = List.copyOf(refused);
    }

    /** The runs that earlier starts have not finished, in the order in which they will run. */
    public List<PlannedRun> open() {
        return order.stream().map(ordinal -> runs.get(ordinal - 1)).filter(run -> run.finished().isEmpty()).toList();
    }
}
