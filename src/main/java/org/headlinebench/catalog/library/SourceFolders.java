package org.headlinebench.catalog.library;

import java.nio.file.Path;

import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.ModelSource.BundledFile;
import org.headlinebench.catalog.ModelSource.ConvertedRepository;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.ModelSource.RandomWeights;

/**
 * Gives each source of a model a folder of its own, so that another revision never mixes with files already there:
 * {@code models/ID/SOURCE}.
 */
record SourceFolders(Path models) {

    Path of(ModelId id) {
        return models.resolve(id.value());
    }

    Path of(ModelId id, ModelSource source) {
        return of(id).resolve(switch (source) {
            case BundledFile bundled -> "bundled-" + bundled.checksum().sha256().substring(0, 12);
            case LocalPath _ -> "local";
            case RandomWeights random -> "random-" + random.seed();
            case HubRepository hub -> "hub-" + plain(hub.repository()) + "-" + plain(hub.revision());
            case ConvertedRepository hub -> "converted-" + plain(hub.repository()) + "-" + plain(hub.revision());
            case PythonPackage python -> "python-" + plain(python.packageName()) + "-" + plain(python.version());
        });
    }

    /** The lock is beside the model's folder, so that deleting the model leaves it. */
    Path lockOf(ModelId id) {
        return models.resolve(".locks").resolve(id.value() + ".lock");
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9.+_-]", "-");
    }
}
