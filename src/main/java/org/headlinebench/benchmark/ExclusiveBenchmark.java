package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.util.List;

import org.headlinebench.benchmark.result.Run;

/**
 * Lets one experiment at a time use a device, whichever process of this user runs it: a window and a command line that
 * measured at once would falsify both. Devices behind launchers are devices too, so that experiments on several of them
 * go at once.
 */
public final class ExclusiveBenchmark implements Benchmark {
    private final Benchmark benchmark;
    private final Path folder;

    /** @param folder where the lock files lie, the same for all processes of a user */
    public ExclusiveBenchmark(Benchmark benchmark, Path folder) {
        this.benchmark = benchmark;
        this.folder = folder;
    }

    @Override
    public List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        List<String> places = experiment.setups()
                .stream()
                .filter(setup -> setup.server().isEmpty())
                .map(RunSetup::place)
                .distinct()
                .sorted()
                .toList();
        return with(places, experiment, listener, cancellation);
    }

    private List<Run> with(List<String> places, Experiment experiment, RunListener listener,
            Cancellation cancellation) {
        if (places.isEmpty()) {
            return benchmark.run(experiment, listener, cancellation);
        }
        try (DeviceTurn _ = DeviceTurn.await(folder, places.getFirst(), cancellation::isCancelled,
                listener::waiting)) {
            return with(places.subList(1, places.size()), experiment, listener, cancellation);
        }
    }
}
