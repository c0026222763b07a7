package org.headlinebench.recommendation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.failure.UserError;

/**
 * All that a decision or a report rests on: runs with their samples, figures and comparisons, computed once.
 *
 * @param runs        the runs in order; the first that has samples is the baseline
 * @param baseline    that run
 * @param summaries   figures of each run
 * @param comparisons the other runs beside the baseline
 * @param candidates  the baseline and the runs that can be compared with it
 */
public record Evidence(List<MeasuredRun> runs, MeasuredRun baseline, Map<RunId, RunSummary> summaries,
        Comparisons comparisons, List<Candidate> candidates) {
    public Evidence {
        runs = List.copyOf(runs);
        candidates = List.copyOf(candidates);
    }

    /**
     * Computes figures and comparisons.
     *
     * @throws UserError if no run has a sample
     */
    public static Evidence of(List<MeasuredRun> runs, Prices prices) {
        MeasuredRun baseline = runs.stream()
                .filter(run -> !run.samples().isEmpty())
                .findFirst()
                .orElseThrow(() -> new UserError("None of the " + runs.size() + " runs has a sample.",
                        "Run them again, or name others; 'headline-bench runs list' shows all."));
        List<MeasuredRun> others = runs.stream().filter(run -> run != baseline).toList();
        Map<RunId, RunSummary> summaries = runs.parallelStream()
                .collect(Collectors.toMap(run -> run.run().id(),
                        run -> RunSummary.of(run.run(), run.samples(), run == baseline
                                ? List.of()
                                : baseline.samples())));
        Comparisons comparisons = Comparisons.of(baseline, others);
        Map<RunId, Compared> compared = comparisons.compared()
                .stream()
                .collect(Collectors.toMap(run -> run.candidate().id(), Function.identity()));
        List<Candidate> candidates = runs.stream()
                .filter(run -> run == baseline || compared.containsKey(run.run().id()))
                .map(run -> Candidate.of(run.run(), summaries.get(run.run().id()), run.samples(),
                        Optional.ofNullable(compared.get(run.run().id())), prices))
                .toList();
        return new Evidence(runs, baseline, summaries, comparisons, candidates);
    }

    /** A run's figures. */
    public RunSummary summary(Run run) {
        return summaries.get(run.id());
    }

    /** The baseline as a candidate. */
    public Candidate baselineCandidate() {
        return candidates.stream()
                .filter(candidate -> candidate.run().id().equals(baseline.run().id()))
                .findFirst()
                .orElseThrow();
    }

    /** What each compared run is worth, first things first. */
    public List<Priority> priorities() {
        return Priority.of(candidates, baselineCandidate());
    }
}
