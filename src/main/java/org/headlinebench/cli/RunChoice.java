package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;

/** Which stored runs a command is about: named runs, an experiment, or the newest experiment. */
final class RunChoice {
    @Option(names = "--runs", paramLabel = "RUN", split = ",", description = "Runs by their ids, the baseline first.")
    List<String> runs = List.of();

    @Option(names = "--experiment", paramLabel = "ID", description = "All runs of an experiment; its first run is the baseline. Default: the newest experiment.")
    Optional<String> experiment;

    /**
     * At least one run, none of them ad hoc.
     *
     * @throws UserError if there is none, or one of those named is about a text that somebody typed
     */
    List<Run> of(RunStore store) {
        List<Run> named = named(store);
        named.stream().filter(run -> run.workload().adHoc()).findFirst().ifPresent(run -> {
            throw new UserError(
                    "Run " + run.id() + " is an ad hoc run about one typed article, which says nothing about others.",
                    "Choose runs over a dataset; 'headline-bench runs list' shows all.");
        });
        return named;
    }

    private List<Run> named(RunStore store) {
        if (!runs.isEmpty() && experiment.isPresent()) {
            throw new UserError("--runs and --experiment are both given.", "Give one of them.");
        }
        if (!runs.isEmpty()) {
            return runs.stream().map(id -> find(store, id)).distinct().toList();
        }
        String wanted = experiment.orElseGet(() -> store.list()
                .stream()
                .filter(run -> !run.workload().adHoc())
                .findFirst()
                .map(Run::experiment)
                .orElseThrow(() -> new UserError("There are no runs over a dataset yet.",
                        "Make some with 'headline-bench run'.")));
        List<Run> found = store.ofExperiment(wanted);
        if (found.isEmpty()) {
            throw new UserError("There is no experiment '" + wanted + "'.",
                    Nearest.to(wanted, store.list().stream().map(Run::experiment).distinct().toList())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Name runs with --runs; 'headline-bench runs list' shows all."));
        }
        return found;
    }

    /** The run of that id. */
    static Run find(RunStore store, String id) {
        Optional<Run> run = id.matches("[A-Za-z0-9-]{1,64}") ? store.find(new RunId(id)) : Optional.empty();
        return run.orElseThrow(() -> new UserError("There is no run '" + id + "'.",
                Nearest.to(id, store.list().stream().map(known -> known.id().value()).toList())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("'headline-bench runs list' shows all.")));
    }
}
