package org.headlinebench.catalog.library;

import java.nio.file.Path;

/**
 * A model that lies on this machine.
 *
 * @param path of the GGUF file or the Hugging Face folder
 * @param sizeBytes of all its files
 * @param owned whether this program fetched it and may delete it
 */
public record InstalledModel(Path path, ModelFormat format, long sizeBytes, boolean owned) {}
