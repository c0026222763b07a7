package org.headlinebench.benchmark;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.StackRules;

/** Runs an experiment's setups one after the other: two at a time on one device would falsify both. */
public final class SequentialBenchmark implements Benchmark {
    private final WorkerLauncher launcher;
    private final ModelFiles models;
    private final RunStore store;
    private final Devices devices;
    private final Map<String, String> provenance;
    private final Optional<ServerRuns> servers;
    private final Clock clock;

    /** @param provenance what this process knows: its version and the environment variables that matter */
    public SequentialBenchmark(WorkerLauncher launcher, ModelFiles models, RunStore store, Devices devices,
            Map<String, String> provenance, Clock clock) {
        this(launcher, models, store, devices, provenance, Optional.empty(), clock);
    }

    /** @param servers measures the setups that name a server */
    public SequentialBenchmark(WorkerLauncher launcher, ModelFiles models, RunStore store, Devices devices,
            Map<String, String> provenance, Optional<ServerRuns> servers, Clock clock) {
        this.launcher = launcher;
        this.models = models;
        this.store = store;
        this.devices = devices;
        this.provenance = Map.copyOf(provenance);
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public synchronized List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        List<RunSetup> setups = experiment.setups()
                .stream()
                .map(this::accepted)
                .peek(setup -> StackRules.checkCalibration(setup.stack(), experiment.workload().hasCalibrationText()))
                .toList();
        List<Run> runs = queue(
                new Experiment(experiment.id(), setups, experiment.workload(), experiment.ordinals()), listener);
        for (int i = 0; i < runs.size(); i++) {
            Cancellation own = cancellation.of(runs.get(i).id());
            if (own.isCancelled()) {
                Run cancelled = runs.get(i).cancelled(clock.instant());
                store.update(cancelled);
                listener.changed(cancelled);
                runs.set(i, cancelled);
            } else if (runs.get(i).setup().server().isPresent()) {
                runs.set(i, servers.orElseThrow()
                        .conduct(runs.get(i), experiment.workload(), listener, own));
            } else {
                runs.set(i,
                        new RunConductor(runs.get(i), experiment.workload(), launcher, models, store,
                                provenance(experiment.setups().get(i)),
                                listener, own, clock).conduct());
            }
        }
        return runs;
    }

    private RunSetup accepted(RunSetup setup) {
        if (setup.server().isPresent()) {
            return setup;
        }
        devices.listed(setup.device());
        return new RunSetup(setup.model(), setup.device(),
                Drafts.accept(setup.stack(), setup.model(), setup.device().kind(), models));
    }

    private List<Run> queue(Experiment experiment, RunListener listener) {
        List<Run> runs = new ArrayList<>();
        for (RunSetup setup : experiment.setups()) {
            Run run = Run.queued(RunId.create(clock.instant()), experiment.id(),
                    experiment.ordinals().get(runs.size()), setup,
                    experiment.workload().identity(), clock.instant());
            store.create(run);
            listener.changed(run);
            runs.add(run);
        }
        return runs;
    }

    private Map<String, String> provenance(RunSetup setup) {
        var facts = new TreeMap<>(provenance);
        try {
            facts.put(Run.BANDWIDTH_BYTES_PER_SECOND,
                    String.valueOf(devices.measured(setup.device()).copyBandwidthBytesPerSecond().orElseThrow()));
        } catch (UserError notMeasured) {
            // The run itself does not need it; its roofline share is then absent.
            System.getLogger(SequentialBenchmark.class.getName())
                    .log(System.Logger.Level.WARNING, "no bandwidth of " + setup.device(), notMeasured);
        }
        return facts;
    }
}
