package org.headlinebench.catalog.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.ModelFile;
import org.headlinebench.catalog.ModelSource.HubRepository;

/**
 * Reads, and never writes, the cache that the hub's own tools keep:
 * {@code hub/models--ORG--NAME/snapshots/COMMIT/…}, with branches and tags in {@code refs/}.
 *
 * @param root the folder {@code hub}
 */
record HubCache(Path root) {

    /** The snapshot of exactly this revision, if every listed file of it is there. */
    Optional<Path> snapshot(HubRepository source) {
        Path model = root.resolve("models--" + source.repository().replace("/", "--"));
        Path snapshots = model.resolve("snapshots");
        return commit(model, source.revision())
                .map(snapshots::resolve)
                .filter(folder -> complete(folder, source));
    }

    static boolean complete(Path folder, HubRepository source) {
        return source.files().stream().allMatch(file -> present(folder, file));
    }

    /** Whether the file is there, with its size where the catalog knows it. */
    static boolean present(Path folder, ModelFile file) {
        Path place = file.path().below(folder);
        return file.checksum()
                .map(Checksum::sizeBytes)
                .map(size -> VerifiedFile.ofSize(place, size).isPresent())
                .orElseGet(() -> Files.isRegularFile(place));
    }

    private static Optional<String> commit(Path model, String revision) {
        Path reference = model.resolve("refs").resolve(revision);
        try {
            if (Files.isRegularFile(reference) && Files.size(reference) <= 100) {
                return Optional.of(Files.readString(reference).strip()).filter(text -> text.matches("[0-9a-f]{40}"));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(revision).filter(text -> text.matches("[0-9a-f]{40}"));
    }
}
