package org.headlinebench.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;

/**
 * All that a decision or a report rests on: runs with their samples, figures and comparisons, computed once.
 *
 * @param runs        the runs in order; the first that has samples is the baseline
 * @param baseline    that run
 * @param summaries   figures of each run
 * @param comparisons the other runs beside the baseline
 * @param candidates  the baseline and the runs that can be compared with it
 * @param steps       of each compared run, the comparison that shows its last technique alone: with the baseline where it
 *                    differs in one thing at most, else with the first run from which it differs in one thing; absent where
 *                    no run isolates it
 */
public record Evidence(List<MeasuredRun> runs, MeasuredRun baseline, Map<RunId, RunSummary> summaries,
        Comparisons comparisons, List<Candidate> candidates, Map<RunId, Compared> steps) {
    public Evidence {
        runs = List.copyOf(runs);
        candidates = List.copyOf(candidates);
        steps = Map.copyOf(steps);
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
                .orElseThrow(() -> new UserError(runs.size() == 1
                        ? "The run has no sample."
                        : "None of the " + runs.size() + " runs has a sample.",
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
        List<MeasuredRun> comparable = runs.stream()
                .filter(run -> run == baseline || compared.containsKey(run.run().id()))
                .toList();
        Map<RunId, MeanEstimate> endToEnd = endToEnd(comparable);
        List<Candidate> candidates = comparable.stream()
                .map(run -> new Candidate(run.run(), summaries.get(run.run().id()),
                        Optional.ofNullable(compared.get(run.run().id())), endToEnd.get(run.run().id()), prices))
                .toList();
        return new Evidence(runs, baseline, summaries, comparisons, candidates, steps(comparable, compared));
    }

    private static Map<RunId, Compared> steps(List<MeasuredRun> comparable, Map<RunId, Compared> compared) {
        var steps = new HashMap<RunId, Compared>();
        var byParent = new LinkedHashMap<MeasuredRun, List<MeasuredRun>>();
        for (MeasuredRun run : comparable) {
            Compared withBaseline = compared.get(run.run().id());
            if (withBaseline != null && !withBaseline.isConfounded()) {
                steps.put(run.run().id(), withBaseline);
            } else if (withBaseline != null) {
                comparable.stream()
                        .filter(parent -> Comparisons.differences(parent.run(), run.run()).size() == 1)
                        .findFirst()
                        .ifPresent(parent -> byParent.computeIfAbsent(parent, _ -> new ArrayList<>()).add(run));
            }
        }
        byParent.forEach((parent, children) -> Comparisons.of(parent, children)
                .compared()
                .forEach(step -> steps.put(step.candidate().id(), step)));
        return steps;
    }

    /** Runs of as many samples share their draws: the result is the same, and drawing is what takes the time. */
    private static Map<RunId, MeanEstimate> endToEnd(List<MeasuredRun> runs) {
        var estimates = new HashMap<RunId, MeanEstimate>();
        runs.stream().collect(Collectors.groupingBy(run -> run.samples().size())).values().forEach(alike -> {
            List<MeanEstimate> means = MeanEstimate.ofAll(alike.stream()
                    .map(run -> run.samples()
                            .stream()
                            .mapToDouble(sample -> sample.times().endToEndMillis())
                            .toArray())
                    .toList(), Bootstrap.STANDARD);
            for (int i = 0; i < alike.size(); i++) {
                estimates.put(alike.get(i).run().id(), means.get(i));
            }
        });
        return estimates;
    }

    /** A run's figures. */
    public RunSummary summary(Run run) {
        return summaries.get(run.id());
    }

    /** The baseline as a candidate. */
    public Candidate baselineCandidate() {
        return candidate(baseline.run());
    }

    /** A comparable run as a candidate. */
    Candidate candidate(Run run) {
        return candidates.stream()
                .filter(candidate -> candidate.run().id().equals(run.id()))
                .findFirst()
                .orElseThrow();
    }

    /** What each compared run is worth, first things first. */
    public List<Priority> priorities() {
        return Priority.of(this);
    }
}
