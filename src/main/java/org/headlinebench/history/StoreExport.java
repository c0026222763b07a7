package org.headlinebench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.headlinebench.benchmark.RunArchive;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;

/**
 * Writes runs to a run store of their own, a single file with everything that is known about them: what the desktop opens
 * with this program.
 */
public final class StoreExport {
    /** How such files end; the installer associates it (installer/run-store.properties). */
    public static final String ENDING = ".hbruns";

    private final SqliteRunStore store;

    public StoreExport(SqliteRunStore store) {
        this.store = store;
    }

    /** Whether a file says by its name that it is one. */
    public static boolean named(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * Writes the file whole or not at all. A run that is not over is cancelled in there.
     *
     * @throws ExportError if it cannot be written
     */
    public void write(List<RunId> ids, Path file) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("headline-bench-export");
            Path made = folder.resolve("runs.sqlite");
            try (SqliteRunStore other = SqliteRunStore.open(made)) {
                for (RunArchive.Entry entry : store.archive().entries().reversed()) {
                    if (ids.contains(entry.run().id())) {
                        handOver(entry, other);
                    }
                }
            }
            AtomicFile.write(file, out -> Files.copy(made, out));
        } catch (IOException e) {
            throw new ExportError(file + " cannot be written (" + e.getMessage() + ").",
                    "Check that the folder for temporary files has space and is writable.", e);
        } finally {
            delete(folder);
        }
    }

    private void handOver(RunArchive.Entry entry, SqliteRunStore other) {
        RunId id = entry.run().id();
        other.takeOver(over(entry.run()), store.samples(id), store.memory(id), store.machine(id), entry.label());
        String experiment = entry.run().experiment();
        if (other.refused(experiment).isEmpty()) {
            other.refuse(experiment, store.refused(experiment));
        }
    }

    /** Nobody works on it where it is opened. */
    static Run over(Run run) {
        return run.state().isOver() ? run : run.in(RunState.CANCELLED);
    }

    /** What is left of a failure here does not matter: it is the system's folder for such files. */
    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(StoreExport.class.getName()).log(System.Logger.Level.DEBUG, "left behind: " + folder, e);
        }
    }
}
