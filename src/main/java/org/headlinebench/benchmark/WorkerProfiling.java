package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.protocol.ProfileOrder;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.metrics.Provenance;

/** Profiles in a worker process of its own. */
public final class WorkerProfiling implements Profiling {
    private final WorkerTask task;
    private final ModelFiles models;
    private final ProfileStore store;
    private final Map<String, String> provenance;
    private final Clock clock;

    /** @param provenance what this process knows: its version and the environment variables that matter */
    public WorkerProfiling(WorkerLauncher launcher, ModelFiles models, ProfileStore store,
            Map<String, String> provenance, Clock clock) {
        this.task = new WorkerTask(launcher, "profiling");
        this.models = models;
        this.store = store;
        this.provenance = Map.copyOf(provenance);
        this.clock = clock;
    }

    @Override
    public TimeProfile profile(RunSetup setup, Optional<RunId> run, String prompt, int tokens,
            BiConsumer<Double, String> progress, Cancellation cancellation) {
        var stack = WorkerScoring.accepted(setup, models);
        Path model = models.locate(setup.model(), progress, cancellation).toAbsolutePath();
        TimeProfile profile = task.run(
                new WorkerCommand.Profile(new ProfileOrder(model.toString(), setup.device(), stack, prompt, tokens)),
                report -> report instanceof WorkerReport.Profiled profiled
                        ? Optional.of(document(setup, run, profiled))
                        : Optional.empty(),
                progress, cancellation);
        store.save(profile);
        return profile;
    }

    @Override
    public ProfileStore store() {
        return store;
    }

    private TimeProfile document(RunSetup setup, Optional<RunId> run, WorkerReport.Profiled profiled) {
        var facts = new TreeMap<>(provenance);
        facts.putAll(profiled.provenance());
        var now = clock.instant();
        return new TimeProfile("p" + RunId.create(now).value(), now, Provenance.MEASURED.label(), setup, run,
                profiled.promptTokens(), facts, profiled.prefill(), profiled.decode());
    }
}
