package org.headlinebench.catalog;

import java.util.Optional;

/**
 * One file of a Hugging Face repository.
 *
 * @param path its place in the repository, and in the folder it is stored in
 * @param checksum what it must be, where the catalog knows it; otherwise the hub's own checksum counts
 */
public record ModelFile(RelativePath path, Optional<Checksum> checksum) {}
