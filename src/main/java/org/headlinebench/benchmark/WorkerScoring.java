package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.protocol.ScoreOrder;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

/** Scores in a worker process of its own, as runs are measured in one. */
public final class WorkerScoring implements Scoring {
    private final WorkerTask task;
    private final ModelFiles models;
    private final Map<String, String> provenance;

    /** @param provenance what this process knows: its version and the environment variables that matter */
    public WorkerScoring(WorkerLauncher launcher, ModelFiles models, Map<String, String> provenance) {
        this.task = new WorkerTask(launcher, "scoring");
        this.models = models;
        this.provenance = Map.copyOf(provenance);
    }

    @Override
    public Scored score(RunSetup setup, List<ScoreRequest> requests, BiConsumer<Double, String> progress,
            Cancellation cancellation) {
        Stack stack = accepted(setup, models);
        Path model = models.locate(setup.model(), progress, cancellation).toAbsolutePath();
        List<List<ContinuationScore>> scores = new ArrayList<>();
        var facts = new TreeMap<>(provenance);
        return task.run(
                new WorkerCommand.Score(new ScoreOrder(model.toString(), setup.device(), stack, requests)),
                report -> {
                    if (report instanceof WorkerReport.ScoringBegins(var found)) {
                        facts.putAll(found);
                    }
                    if (report instanceof WorkerReport.Scored(var found)) {
                        scores.add(found);
                    }
                    return scores.size() == requests.size()
                            ? Optional.of(new Scored(scores, facts))
                            : Optional.empty();
                }, progress, cancellation);
    }

    /** The stack as far as it matters to one text after the other that nothing is decoded from, if it can run. */
    static Stack accepted(RunSetup setup, ModelFiles models) {
        Stack stack = setup.stack().with(new Decoding.Greedy()).with(new Batching.Single()).with(Prefix.OFF);
        StackRules.checkUncalibrated(stack);
        models.sizes(setup.model())
                .ifPresentOrElse(sizes -> StackRules.check(stack, setup.device().kind(), sizes),
                        () -> StackRules.check(stack, setup.device().kind()));
        return stack;
    }
}
