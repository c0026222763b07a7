package org.headlinebench.comparison;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.metrics.quality.Exactness;

/** One run beside its baseline: compared, or refused with the reason. */
public sealed interface RunComparison {

    /** The run it is compared with. */
    Run baseline();

    /** The run that is compared. */
    Run candidate();

    /** All in which the two differ apart from the workload. */
    List<Difference> differences();

    /** Whether more than one thing differs, so that no single one explains the outcome. */
    default boolean isConfounded() {
        return differences().size() > 1;
    }

    /**
     * Comparable.
     *
     * @param articles  articles that both have measured
     * @param effects   one per metric that both have values for, in the order of {@link Metric}
     * @param exactness token ids of the first pass against the baseline's; absent where a server did not tell them
     * @param notes     sentences about this comparison that a reader must know
     */
    record Compared(Run baseline, Run candidate, List<Difference> differences, int articles, List<Effect> effects,
            Optional<Exactness> exactness, List<String> notes) implements RunComparison {
        public Compared {
            differences = List.copyOf(differences);
            effects = List.copyOf(effects);
            notes = List.copyOf(notes);
        }

        /** The effect on a metric; absent where no article has a value in both. */
        public Optional<Effect> of(Metric metric) {
            return effects.stream().filter(effect -> effect.metric() == metric).findFirst();
        }
    }

    /**
     * Not comparable.
     *
     * @param reason a sentence that says why
     * @param remedy a sentence that says what would make them comparable
     */
    record Refused(Run baseline, Run candidate, List<Difference> differences, String reason, String remedy)
            implements
                RunComparison {
        public Refused {
            differences = List.copyOf(differences);
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(remedy, "remedy");
        }
    }
}
