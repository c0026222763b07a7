package org.headlinebench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.failure.UserError;

/**
 * Runs what a plan has left open, one run after the other. An attempt that an earlier start did not finish is kept, with
 * its samples, under the experiment's id and {@value #EARLIER}, and its run begins anew.
 */
public final class ExperimentRunner {
    /** Behind the id of the experiment that an unfinished attempt belonged to. */
    public static final String EARLIER = ".earlier-attempts";

    private final Benchmark benchmark;
    private final RunStore store;

    public ExperimentRunner(Benchmark benchmark, RunStore store) {
        this.benchmark = benchmark;
        this.store = store;
    }

    /**
     * Runs a part on the calling thread.
     *
     * @return all its runs that are over, by ordinal, those of earlier starts among them
     * @throws UserError if another process is running it
     */
    public List<Run> run(ExperimentPart part, Workload workload, RunListener listener, Cancellation cancellation) {
        putAside(store, part.id());
        store.refuse(part.id(), part.refused());
        Map<Integer, Run> over = new TreeMap<>();
        for (PlannedRun planned : part.runs()) {
            planned.finished().ifPresent(run -> over.put(planned.ordinal(), numbered(run, part, planned.ordinal())));
        }
        for (PlannedRun planned : part.open()) {
            if (cancellation.isCancelled()) {
                break;
            }
            var alone = new Experiment(part.id(), List.of(planned.setup()), workload, List.of(planned.ordinal()));
            over.put(planned.ordinal(), benchmark.run(alone, listener, cancellation).getFirst());
        }
        return List.copyOf(over.values());
    }

    /**
     * Keeps attempts of an experiment that did not finish, under the id with {@value #EARLIER}.
     *
     * @throws UserError if another process is running the experiment
     */
    public static void putAside(RunStore store, String experiment) {
        for (Run run : store.ofExperiment(experiment)) {
            if (!run.state().isOver()) {
                throw new UserError("Run " + run.id() + " of this experiment is in progress in another process.",
                        "Wait for it, or stop that process and start this one again.");
            }
            if (run.state() != RunState.FINISHED) {
                store.update(run.placed(experiment + EARLIER, run.ordinal()));
            }
        }
    }

    private Run numbered(Run run, ExperimentPart part, int ordinal) {
        if (run.ordinal() == ordinal) {
            return run;
        }
        Run numbered = run.placed(part.id(), ordinal);
        store.update(numbered);
        return numbered;
    }
}
