package org.headlinebench.catalog.library;

import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.download.Pull;

/**
 * Knows one kind of source.
 *
 * @param <S> the kind
 */
interface SourceFetcher<S extends ModelSource> {
    /** Where the model from this source lies complete, if it does; {@code folder} is its own one. */
    Optional<Path> locate(S source, Path folder);

    /**
     * Brings the model from this source into the folder; the caller holds the model's lock.
     *
     * @throws org.headlinebench.catalog.download.PullError in words for the user
     */
    void fetch(S source, Path folder, Pull pull);
}
