package org.headlinebench.cli;

import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFiles;

/** The sizes of a model, known from the catalog before any download, or read from disk. */
final class ModelShape {
    private ModelShape() {}

    /** @param model a catalog id or a path */
    static ModelConfiguration of(ModelLibrary library, String model) {
        return switch (library.find(model)) {
            case ModelChoice.FromCatalog(var entry) -> entry.sizingConfiguration();
            case ModelChoice.FromDisk(var installed) -> WeightFiles.configuration(installed.path());
        };
    }
}
