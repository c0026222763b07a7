package org.headlinebench.benchmark;

import java.io.IOException;
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
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

/** Scores in a worker process of its own, as runs are measured in one. */
public final class WorkerScoring implements Scoring {
    private static final String LOG = "scoring";

    private final WorkerLauncher launcher;
    private final ModelFiles models;
    private final Map<String, String> provenance;

    /** @param provenance what this process knows: its version and the environment variables that matter */
    public WorkerScoring(WorkerLauncher launcher, ModelFiles models, Map<String, String> provenance) {
        this.launcher = launcher;
        this.models = models;
        this.provenance = Map.copyOf(provenance);
    }

    @Override
    public Scored score(RunSetup setup, List<ScoreRequest> requests, BiConsumer<Double, String> progress,
            Cancellation cancellation) {
        Stack stack = setup.stack().with(new Decoding.Greedy());
        models.sizes(setup.model())
                .ifPresentOrElse(sizes -> StackRules.check(stack, setup.device().kind(), sizes),
                        () -> StackRules.check(stack, setup.device().kind()));
        Path model = models.locate(setup.model(), progress, cancellation).toAbsolutePath();
        requireWanted(cancellation);
        try (WorkerProcess worker = launcher.start(LOG)) {
            cancellation.onCancel(worker::cancel);
            worker.send(new WorkerCommand.Score(new ScoreOrder(model.toString(), setup.device(), stack, requests)));
            return converse(worker, requests.size(), progress, cancellation);
        } catch (IOException e) {
            requireWanted(cancellation);
            throw new UserError("The worker cannot be started or has ended: " + e.getMessage() + ".",
                    "'headline-bench doctor' checks the installation; " + launcher.logFolder().resolve(LOG + ".log")
                            + " says more.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Scoring was interrupted.", "Start it again.", e);
        }
    }

    private Scored converse(WorkerProcess worker, int requests, BiConsumer<Double, String> progress,
            Cancellation cancellation) throws IOException, InterruptedException {
        List<List<ContinuationScore>> scores = new ArrayList<>();
        var facts = new TreeMap<>(provenance);
        for (Optional<WorkerReport> report = worker.receive(); report.isPresent(); report = worker.receive()) {
            switch (report.get()) {
                case WorkerReport.Progress(double fraction, String message) -> progress.accept(fraction, message);
                case WorkerReport.ScoringBegins(var found) -> facts.putAll(found);
                case WorkerReport.Scored(var found) -> scores.add(found);
                case WorkerReport.Failed(String message, String remedy) -> {
                    requireWanted(cancellation);
                    throw new UserError(message, remedy);
                }
                default -> {
                }
            }
            if (scores.size() == requests) {
                return new Scored(scores, facts);
            }
        }
        requireWanted(cancellation);
        var death = WorkerDeath.of(worker.exitCode(), worker.logTail());
        throw new UserError(death.message(), death.remedy());
    }

    private static void requireWanted(Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            throw new UserError("Scoring was cancelled.", "Start it again.");
        }
    }
}
