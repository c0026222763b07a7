package org.headlinebench.report.content;

import java.util.List;
import java.util.Map;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.evaluation.Evaluation;

/**
 * What is stored about runs beside their samples; the report speaks of what concerns its runs.
 *
 * @param votes       of editors, the oldest first
 * @param evaluations of quality beyond ROUGE, the newest first
 * @param pinned      charts, the oldest first
 * @param machine     how busy the machine was during each run; none for runs of earlier versions
 * @param refused     stacks of the runs' experiments that cannot run
 */
public record Addenda(List<Vote> votes, List<Evaluation> evaluations, List<PinnedChart> pinned,
        Map<RunId, List<MachineReading>> machine, List<RefusedStack> refused) {

    /** Nothing. */
    public static final Addenda NONE = new Addenda(List.of(), List.of(), List.of(), Map.of(), List.of());

    public Addenda {
        votes = List.copyOf(votes);
        evaluations = List.copyOf(evaluations);
        pinned = List.copyOf(pinned);
        machine = Map.copyOf(machine);
        refused = List.copyOf(refused);
    }

    /** How busy the machine was during a run; may be empty. */
    List<MachineReading> machine(RunId run) {
        return machine.getOrDefault(run, List.of());
    }

    /** Those between the given runs alone. */
    List<Vote> votesAmong(List<RunId> runs) {
        return votes.stream().filter(vote -> runs.contains(vote.first()) && runs.contains(vote.second())).toList();
    }
}
