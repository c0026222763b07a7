package org.headlinebench.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.catalog.library.ModelLibrary;

/** The user's launchers and the machines behind them. */
public final class Launchers {
    private final LauncherFile file;
    private final ModelLibrary library;
    private final ModelFiles models;
    private final String version;
    private final Path logs;
    private final KnownMachines known;

    /**
     * @param file    the user's settings
     * @param known   file that remembers what machines there are
     * @param version of this program, which must be the other's too
     * @param logs    folder of workers' logs
     */
    public Launchers(Path file, Path known, ModelLibrary library, ModelFiles models, String version, Path logs) {
        this.file = new LauncherFile(file);
        this.library = library;
        this.models = models;
        this.version = version;
        this.logs = logs;
        this.known = new KnownMachines(known);
    }

    /** The settings. */
    public LauncherFile file() {
        return file;
    }

    /** All of them, in the user's order. */
    public List<Launcher> all() {
        return file.read();
    }

    /** What machine was found behind a launcher when it was last reached. */
    public Optional<RemotePlace.Machine> known(Launcher launcher) {
        return known.of(launcher);
    }

    /**
     * The machine behind a launcher.
     *
     * @throws org.headlinebench.failure.UserError if there is no such launcher
     */
    public RemotePlace place(String name) {
        List<Launcher> all = all();
        Launcher launcher = all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> LauncherFile.unknown(name, all));
        return new RemotePlace(launcher, library, models, version, logs, known);
    }
}
