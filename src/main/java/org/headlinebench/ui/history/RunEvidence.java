package org.headlinebench.ui.history;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.evaluation.Evaluation;

/**
 * What was measured about runs besides their samples: quality beyond ROUGE, and where the time goes. An evaluation or a
 * profile belongs to the run that it names; one that names none, to the runs of its very configuration.
 *
 * @param evaluations all that are stored, read anew with each call
 * @param profiles    the same
 */
public record RunEvidence(Supplier<List<Evaluation>> evaluations, Supplier<List<TimeProfile>> profiles) {
    /** Nothing. */
    public static final RunEvidence NONE = new RunEvidence(List::of, List::of);

    /**
     * What concerns one run, the newest first.
     */
    public record Found(List<Evaluation> evaluations, List<TimeProfile> profiles) {
        public Found {
            evaluations = List.copyOf(evaluations);
            profiles = List.copyOf(profiles);
        }
    }

    public RunEvidence {
        Objects.requireNonNull(evaluations, "evaluations");
        Objects.requireNonNull(profiles, "profiles");
    }

    /** Reads files; not for the window's thread. */
    Found of(Run run) {
        return new Found(
                evaluations.get()
                        .stream()
                        .filter(each -> each.run().map(run.id()::equals).orElse(each.setup().equals(run.setup())))
                        .toList(),
                profiles.get()
                        .stream()
                        .filter(each -> each.run().map(run.id()::equals).orElse(each.setup().equals(run.setup())))
                        .toList());
    }
}
