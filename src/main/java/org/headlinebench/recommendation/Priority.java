package org.headlinebench.recommendation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.metrics.statistics.Verdict;

/**
 * Where a run stands in the priority matrix: measured gain against declared effort. A technique's gain is what it adds by
 * itself: against the run from which it differs in that technique alone, where there is one, so that no technique is credited
 * with another's gain.
 *
 * @param candidate    the run
 * @param step         the comparison that the gain is read from; with the baseline where none isolates the technique
 * @param effort       of what sets the two apart
 * @param gain         class of the measured gain
 * @param memoryRatio  peak memory against the other run's; absent where either was not read
 * @param losesQuality whether ROUGE-1 is shown to be worse than the baseline's or the other run's
 */
public record Priority(Candidate candidate, Compared step, Effort effort, Gain gain, OptionalDouble memoryRatio,
        boolean losesQuality) {

    /** Classes of measured gain. */
    public enum Gain {
        /** Shown to take at most 70 % of the baseline's time, or measured to take at most half of its memory. */
        LARGE("large"),
        /** Shown to take at most 90 % of the time, or at most 80 % of the memory. */
        MODERATE("moderate"),
        /** Shown to be faster, less clearly. */
        SMALL("small"),
        /** Nothing shown. */
        NONE("none shown");

        private final String word;

        Gain(String word) {
            this.word = word;
        }

        /** The word in tables. */
        public String word() {
            return word;
        }
    }

    /** When a technique is worth taking up. */
    public enum Phase {
        /** A gain without a shown loss of quality, by a setting. */
        NOW("Phase 1: now"),
        /** A gain that takes more work, or that costs quality which an editor must judge. */
        NEXT("Phase 2: next"),
        /** A gain that takes much work. */
        LATER("Phase 3: later"),
        /** No gain shown. */
        NOT("Not on this evidence");

        private final String title;

        Phase(String title) {
            this.title = title;
        }

        /** The heading in the road map. */
        public String title() {
            return title;
        }
    }

    /** The priorities of all runs that are compared with the baseline and differ from it, first things first. */
    static List<Priority> of(Evidence evidence) {
        return evidence.candidates()
                .stream()
                .flatMap(candidate -> of(candidate, evidence).stream())
                .sorted(Comparator.comparing(Priority::phase)
                        .thenComparing(Priority::gain)
                        .thenComparing(Priority::overallRatio))
                .toList();
    }

    /** E2E latency against the run of the step. */
    public double latencyRatio() {
        return step.of(Metric.END_TO_END).orElseThrow().estimate();
    }

    /** E2E latency against the baseline's. */
    public double overallRatio() {
        return candidate.comparison().flatMap(run -> run.of(Metric.END_TO_END)).orElseThrow().estimate();
    }

    /** When to take it up. */
    public Phase phase() {
        if (gain == Gain.NONE) {
            return Phase.NOT;
        }
        return switch (effort) {
            case LOW -> losesQuality ? Phase.NEXT : Phase.NOW;
            case MEDIUM -> Phase.NEXT;
            case HIGH -> Phase.LATER;
        };
    }

    private static Optional<Priority> of(Candidate candidate, Evidence evidence) {
        Optional<Compared> overall = candidate.comparison()
                .filter(run -> !run.differences().isEmpty() && run.of(Metric.END_TO_END).isPresent());
        return overall.map(run -> {
            Compared step = Optional.ofNullable(evidence.steps().get(candidate.run().id()))
                    .filter(found -> found.of(Metric.END_TO_END).isPresent())
                    .orElse(run);
            OptionalDouble memory = ratio(Quantity.PEAK_MEMORY, candidate, evidence.candidate(step.baseline()));
            return new Priority(candidate, step, EffortTable.of(step.differences()),
                    classOf(step.of(Metric.END_TO_END).orElseThrow(), memory), memory,
                    isWorse(run) || isWorse(step));
        });
    }

    private static boolean isWorse(Compared run) {
        return run.of(Metric.ROUGE_1).flatMap(Effect::verdict).filter(Verdict.WORSE::equals).isPresent();
    }

    private static Gain classOf(Effect latency, OptionalDouble memory) {
        boolean faster = latency.verdict().filter(Verdict.FASTER::equals).isPresent();
        double time = faster ? latency.estimate() : 1;
        double space = memory.orElse(1);
        if (time <= 0.7 || space <= 0.5) {
            return Gain.LARGE;
        }
        if (time <= 0.9 || space <= 0.8) {
            return Gain.MODERATE;
        }
        return faster ? Gain.SMALL : Gain.NONE;
    }

    private static OptionalDouble ratio(Quantity quantity, Candidate candidate, Candidate baseline) {
        OptionalDouble one = quantity.of(candidate);
        OptionalDouble other = quantity.of(baseline);
        return one.isPresent() && other.isPresent() && other.getAsDouble() > 0
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }
}
