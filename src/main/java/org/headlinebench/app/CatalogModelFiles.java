package org.headlinebench.app;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.catalog.download.PullProgress;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.failure.UserError;

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

    private static double fraction(PullProgress step) {
        return step.totalBytes().isPresent() && step.totalBytes().getAsLong() > 0
                ? (double) step.doneBytes() / step.totalBytes().getAsLong()
                : -1;
    }
}
