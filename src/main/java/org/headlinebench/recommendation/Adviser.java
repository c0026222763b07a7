package org.headlinebench.recommendation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds the best measured run for each scenario. */
public final class Adviser {
    private Adviser() {}

    /** Advice for each scenario, in order. */
    public static List<Advice> advise(List<Scenario> scenarios, List<Candidate> candidates) {
        return scenarios.stream().map(scenario -> advise(scenario, candidates)).toList();
    }

    /**
     * The runs that no other run beats: none is at least as good in E2E latency, peak memory and ROUGE-1 and better in one of
     * them. Runs that lack one of the three are left out.
     */
    public static List<Candidate> paretoFront(List<Candidate> candidates) {
        return paretoFront(candidates, List.of(Quantity.P50, Quantity.PEAK_MEMORY, Quantity.ROUGE_1));
    }

    /** The same for other quantities. */
    public static List<Candidate> paretoFront(List<Candidate> candidates, List<Quantity> axes) {
        List<Candidate> whole = candidates.stream()
                .filter(candidate -> axes.stream().allMatch(axis -> axis.of(candidate).isPresent()))
                .toList();
        return whole.stream()
                .filter(candidate -> whole.stream().noneMatch(other -> dominates(other, candidate, axes)))
                .toList();
    }

    private static Advice advise(Scenario scenario, List<Candidate> candidates) {
        List<Candidate> within = candidates.stream()
                .filter(candidate -> scenario.limits().stream().allMatch(limit -> limit.admits(candidate)))
                .filter(candidate -> scenario.goal().of(candidate).isPresent())
                .sorted(Comparator.comparingDouble(candidate -> badness(scenario.goal(), candidate)))
                .toList();
        return within.isEmpty()
                ? new Advice.NoneWithin(scenario, nearest(scenario, candidates))
                : new Advice.Best(scenario, within.getFirst(), within.stream().skip(1).findFirst(), within.size());
    }

    private static Optional<Advice.Miss> nearest(Scenario scenario, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> worstMiss(scenario, candidate) < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble((Candidate candidate) -> worstMiss(scenario, candidate))
                        .thenComparingDouble(candidate -> badness(scenario.goal(), candidate)))
                .map(candidate -> new Advice.Miss(candidate,
                        scenario.limits().stream().filter(limit -> !limit.admits(candidate)).toList()));
    }

    private static double worstMiss(Scenario scenario, Candidate candidate) {
        return scenario.limits().stream().mapToDouble(limit -> limit.miss(candidate)).max().orElse(0);
    }

    private static double badness(Quantity goal, Candidate candidate) {
        OptionalDouble value = goal.of(candidate);
        return value.isEmpty()
                ? Double.POSITIVE_INFINITY
                : goal.isBetterHigh() ? -value.getAsDouble() : value.getAsDouble();
    }

    private static boolean dominates(Candidate one, Candidate other, List<Quantity> axes) {
        return axes.stream().allMatch(axis -> badness(axis, one) <= badness(axis, other))
                && axes.stream().anyMatch(axis -> badness(axis, one) < badness(axis, other));
    }
}
