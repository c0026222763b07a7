package org.headlinebench.catalog.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;

/** A model of the user's own is where it is, or it is not. */
final class LocalFetcher implements SourceFetcher<LocalPath> {
    @Override
    public Optional<Path> locate(LocalPath source, Path folder) {
        return Files.exists(source.path()) ? Optional.of(source.path()) : Optional.empty();
    }

    @Override
    public void fetch(LocalPath source, Path folder, Pull pull) {
        if (!Files.exists(source.path())) {
            throw new PullError(Reason.MISSING_LOCALLY, "There is nothing at " + source.path() + ".",
                    "Put the model there, or correct the path in your models.yaml.");
        }
    }
}
