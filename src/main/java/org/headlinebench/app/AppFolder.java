package org.headlinebench.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.headlinebench.failure.UserError;

/**
 * Where the application keeps what it writes: run store, models, logs, settings. It follows the platform's convention and
 * can be set by {@code HEADLINE_BENCH_HOME}.
 *
 * @param root the folder itself
 */
record AppFolder(Path root) {
    static final String VARIABLE = "HEADLINE_BENCH_HOME";
    private static final String NAME = "headline-bench";

    /** The folder for this user, created if it is not there. */
    static AppFolder of(Map<String, String> environment, String osName, Path home) {
        var folder = new AppFolder(choose(environment, osName.toLowerCase(), home).toAbsolutePath().normalize());
        try {
            Files.createDirectories(folder.root());
        } catch (IOException e) {
            throw new UserError(
                    "The application folder " + folder.root() + " cannot be created: " + e.getMessage() + ".",
                    "Make it writable, or set " + VARIABLE + " to another folder.", e);
        }
        if (!Files.isWritable(folder.root())) {
            throw new UserError("The application folder " + folder.root() + " is not writable.",
                    "Make it writable, or set " + VARIABLE + " to another folder.");
        }
        return folder;
    }

    private static Path choose(Map<String, String> environment, String osName, Path home) {
        String set = environment.getOrDefault(VARIABLE, "");
        if (!set.isBlank()) {
            return Path.of(set);
        }
        if (osName.contains("win")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData/Local") : Path.of(local)).resolve("Headline Bench");
        }
        if (osName.contains("mac")) {
            return home.resolve("Library/Application Support/Headline Bench");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // The XDG specification has relative paths ignored.
        return (data.startsWith("/") ? Path.of(data) : home.resolve(".local/share")).resolve(NAME);
    }

    Path runStore() {
        return root.resolve("runs.sqlite");
    }

    Path evaluations() {
        return root.resolve("evaluations");
    }

    Path profiles() {
        return root.resolve("profiles");
    }

    Path models() {
        return root.resolve("models");
    }

    Path userCatalog() {
        return root.resolve("models.yaml");
    }

    Path endpoints() {
        return root.resolve("endpoints.yaml");
    }

    Path launchers() {
        return root.resolve("launchers.yaml");
    }

    Path knownMachines() {
        return root.resolve("launchers.json");
    }

    Path copiedModels() {
        return root.resolve("copied-models");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path natives() {
        return root.resolve("natives");
    }

    Path calibrations() {
        return root.resolve("calibrations");
    }

    Path windowState() {
        return root.resolve("window.properties");
    }

    Path bandwidths() {
        return root.resolve("bandwidth.json");
    }
}
