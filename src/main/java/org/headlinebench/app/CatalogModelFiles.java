package org.headlinebench.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.download.PullProgress;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFiles;

/** Finds a run's model in the library, and fetches it if it is not there. */
record CatalogModelFiles(ModelLibrary library) implements ModelFiles {
    @Override
    public Path locate(String model, BiConsumer<Double, String> progress, Cancellation cancellation) {
        return switch (library.find(model)) {
            case ModelChoice.FromDisk(var installed) -> installed.path();
            case ModelChoice.FromCatalog(var entry) -> {
                try {
                    yield library.pull(entry, step -> progress.accept(fraction(step), step.detail()),
                            cancellation::isCancelled).path();
                } catch (CancellationException e) {
                    throw new UserError("The download of " + entry.name() + " was cancelled.",
                            "Start it again; what has arrived is kept.", e);
                }
            }
        };
    }

    @Override
    public Optional<String> draftOf(String model) {
        return switch (library.find(model)) {
            case ModelChoice.FromDisk _ -> Optional.empty();
            case ModelChoice.FromCatalog(var entry) -> entry.draft().map(ModelId::value);
        };
    }

    @Override
    public Optional<ModelConfiguration> sizes(String model) {
        return Optional.of(switch (library.find(model)) {
            case ModelChoice.FromDisk(var installed) -> WeightFiles.configuration(installed.path());
            case ModelChoice.FromCatalog(var entry) -> entry.sizingConfiguration();
        });
    }

    private static double fraction(PullProgress step) {
        return step.totalBytes().isPresent() && step.totalBytes().getAsLong() > 0
                ? (double) step.doneBytes() / step.totalBytes().getAsLong()
                : -1;
    }
}
