package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.headlinebench.catalog.ModelSource.BundledFile;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;

/** Takes a model out of the program's own class path: weights are mapped from a file, which a jar's entry is not. */
final class BundledFetcher implements SourceFetcher<BundledFile> {
    /** The place of bundled models on the class path. */
    static final String PREFIX = "models/";

    private final Function<String, Optional<InputStream>> resources;
    private final DiskSpace space;

    BundledFetcher(Function<String, Optional<InputStream>> resources, DiskSpace space) {
        this.resources = resources;
        this.space = space;
    }

    @Override
    public Optional<Path> locate(BundledFile source, Path folder) {
        return VerifiedFile.ofSize(target(source, folder), source.checksum().sizeBytes());
    }

    @Override
    public void fetch(BundledFile source, Path folder, Pull pull) {
        Path target = target(source, folder);
        try (InputStream stream = resources.apply(PREFIX + source.resource()).orElseThrow(() -> missing(source))) {
            Files.createDirectories(folder);
            space.require(folder, source.checksum().sizeBytes());
            VerifiedFile.write(stream, target, source.checksum(), source.resource().fileName(), pull);
        } catch (IOException e) {
            throw PullError.disk(target, e);
        }
    }

    private static Path target(BundledFile source, Path folder) {
        return folder.resolve(source.resource().fileName());
    }

    private static PullError missing(BundledFile source) {
        return new PullError(Reason.MISSING_LOCALLY, "This copy of the program lacks " + source.describe() + ".",
                "Install the program again, or choose another model.");
    }
}
