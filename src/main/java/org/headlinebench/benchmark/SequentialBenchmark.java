package org.headlinebench.benchmark;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.StackRules;

/**
 * Runs an experiment's setups one after the other: two at a time on one device would falsify both. Those behind launchers
 * go at once with the others, one per device.
 */
public final class SequentialBenchmark implements Benchmark {
    private static final String HERE = "";

    private final WorkerPlace here;
    private final Function<String, WorkerPlace> elsewhere;
    private final ModelFiles models;
    private final RunStore store;
    private final Devices devices;
    private final Map<String, String> provenance;
    private final Optional<ServerRuns> servers;
    private final Clock clock;

    /** @param provenance what this process knows: its version and the environment variables that matter */
    public SequentialBenchmark(WorkerLauncher launcher, ModelFiles models, RunStore store, Devices devices,
            Map<String, String> provenance, Clock clock) {
        this(launcher, models, store, devices, provenance, Optional.empty(), name -> {
            throw new UserError("There is no launcher '" + name + "'.", "Run on this machine.");
        }, clock);
    }

    /**
     * @param servers   measures the setups that name a server
     * @param elsewhere the place behind a launcher, by its name; throws a {@link UserError} for an unknown one
     */
    public SequentialBenchmark(WorkerLauncher launcher, ModelFiles models, RunStore store, Devices devices,
            Map<String, String> provenance, Optional<ServerRuns> servers, Function<String, WorkerPlace> elsewhere,
            Clock clock) {
        this.here = new LocalPlace(launcher, models);
        this.elsewhere = elsewhere;
        this.models = models;
        this.store = store;
        this.devices = devices;
        this.provenance = Map.copyOf(provenance);
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        List<RunSetup> setups = experiment.setups()
                .stream()
                .map(this::accepted)
                .peek(setup -> StackRules.checkCalibration(setup.stack(), experiment.workload().hasCalibrationText()))
                .toList();
        var all = new Experiment(experiment.id(), setups, experiment.workload(), experiment.ordinals());
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < setups.size(); i++) {
            places.computeIfAbsent(where(setups.get(i)), _ -> new ArrayList<>()).add(i);
        }
        RunListener heard = places.size() > 1 ? new OneAtATime(listener) : listener;
        List<Run> runs = Collections.synchronizedList(queue(all, heard));
        atOnce(places.values()
                .stream()
                .<Runnable>map(members -> () -> members.forEach(
                        i -> runs.set(i, conduct(runs.get(i), all.workload(), heard, cancellation))))
                .toList());
        return new ArrayList<>(runs);
    }

    /** Devices behind launchers disturb nobody else's runs; on this machine there is one run at a time. */
    private static String where(RunSetup setup) {
        return setup.launcher().isPresent() ? setup.place() : HERE;
    }

    /** The first on this thread. */
    private static void atOnce(List<Runnable> works) {
        List<FutureTask<Void>> tasks = works.stream().map(work -> new FutureTask<Void>(work, null)).toList();
        tasks.stream().skip(1).forEach(task -> Thread.ofPlatform().name("launcher").start(task));
        tasks.getFirst().run();
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError("The experiment was interrupted.", "Start it again.", e);
            }
        }
    }

    private Run conduct(Run queued, Workload workload, RunListener listener, Cancellation cancellation) {
        Cancellation own = cancellation.of(queued.id());
        if (queued.setup().launcher().isPresent()) {
            return own.isCancelled()
                    ? cancelled(queued, listener)
                    : new RunConductor(queued, workload, elsewhere.apply(queued.setup().launcher().get()), store,
                            Map.of(), listener, own, clock).conduct();
        }
        synchronized (this) {
            if (own.isCancelled()) {
                return cancelled(queued, listener);
            }
            return queued.setup().server().isPresent()
                    ? servers.orElseThrow().conduct(queued, workload, listener, own)
                    : new RunConductor(queued, workload, here, store, provenance(queued.setup()), listener, own,
                            clock).conduct();
        }
    }

    private Run cancelled(Run queued, RunListener listener) {
        Run cancelled = queued.cancelled(clock.instant());
        store.update(cancelled);
        listener.changed(cancelled);
        return cancelled;
    }

    private RunSetup accepted(RunSetup setup) {
        if (setup.server().isPresent()) {
            return setup;
        }
        if (setup.launcher().isPresent()) {
            // Its devices are known over there; its name must be known here.
            elsewhere.apply(setup.launcher().get());
        } else {
            devices.listed(setup.device());
        }
        return setup.with(Drafts.accept(setup.stack(), setup.model(), setup.device().kind(), models));
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
