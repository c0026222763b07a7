package org.headlinebench.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.benchmark.RunArchive;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.failure.UserError;

/** Takes over runs of another machine: from a JSON export, or from a run store, which is read from a copy of it. */
public final class RunTransfer {
    private static final String SQLITE = "SQLite format 3";
    private static final String EXPORT = "\"" + RunsDocument.FORMAT + "\"";
    private static final int HEAD_BYTES = 256;

    private final SqliteRunStore store;

    public RunTransfer(SqliteRunStore store) {
        this.store = store;
    }

    /**
     * What an import came to.
     *
     * @param imported runs that are new here
     * @param present  runs that were here already, which are left as they are
     */
    public record Outcome(List<RunId> imported, int present) {
        public Outcome {
            imported = List.copyOf(imported);
        }
    }

    /** Whether the file looks like one to import, by its first bytes: not like a dataset or a model. */
    public static boolean recognizes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.US_ASCII);
            return head.startsWith(SQLITE) || head.contains(EXPORT);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Takes over every run of a file that is not here yet. A run that was not over there is cancelled here.
     *
     * @throws UserError if the file is neither an export nor a run store, or is damaged
     */
    public Outcome importFile(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UserError(file + " is no file that holds runs.",
                    "Name a file that 'headline-bench runs export' wrote, or a run store.");
        }
        if (isStore(file)) {
            return fromStore(file);
        }
        RunImport.Outcome outcome = new RunImport(store).read(file);
        return new Outcome(outcome.imported(), outcome.present().size());
    }

    private static boolean isStore(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(SQLITE.length()), StandardCharsets.US_ASCII).equals(SQLITE);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** From a copy, with its write-ahead log: opening a store may migrate it, and the other one belongs to somebody else. */
    private Outcome fromStore(Path file) {
        try {
            Path folder = Files.createTempDirectory("headline-bench-import");
            Path copy = folder.resolve("runs.sqlite");
            try {
                Path log = file.resolveSibling(file.getFileName() + "-wal");
                checkSpace(file, log, folder);
                Files.copy(file, copy);
                if (Files.exists(log)) {
                    Files.copy(log, folder.resolve("runs.sqlite-wal"));
                }
                ForeignStore.check(copy, folder.resolve("expected.sqlite"));
                try (SqliteRunStore other = SqliteRunStore.open(copy)) {
                    return takeOver(other);
                }
            } catch (StoreError e) {
                throw named(e, copy, file);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void checkSpace(Path file, Path log, Path folder) throws IOException {
        long bytes = Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (bytes > usable / 2) {
            throw new UserError("The run store " + file + " has " + (bytes >> 20)
                    + " MiB, too many for a copy in the folder for temporary files, where " + (usable >> 20)
                    + " MiB are free.", "Free space there, or export fewer runs at a time where the file comes from.");
        }
    }

    /** Of the copy nobody knows, and nothing of what the user has is affected. */
    private static UserError named(StoreError failure, Path copy, Path file) {
        if (!failure.getMessage().contains(copy.toString())) {
            return failure;
        }
        return new UserError(failure.getMessage().replace(copy.toString(), file.toString()),
                switch (failure.reason()) {
                    case NEWER_VERSION -> "Use the newer version of Headline Bench.";
                    case DISK_FULL -> "Free space in the folder for temporary files.";
                    default -> "Nothing was imported. It may have been cut short on its way: copy it or"
                            + " export the runs again where it comes from: 'headline-bench runs export --to FILE'.";
                }, failure);
    }

    /** All that are new, or none. */
    private Outcome takeOver(SqliteRunStore other) {
        List<RunArchive.Entry> entries = other.archive().entries().reversed();
        if (entries.size() < other.count()) {
            throw new UserError((other.count() - entries.size()) + " of the " + other.count()
                    + " runs in the file cannot be read.",
                    "They were written by another version of the program, or the file is damaged; nothing was imported.");
        }
        var imported = new ArrayList<RunId>();
        try {
            return takeOver(other, entries, imported);
        } catch (RuntimeException e) {
            imported.forEach(store::delete);
            throw e;
        }
    }

    private Outcome takeOver(SqliteRunStore other, List<RunArchive.Entry> entries, List<RunId> imported) {
        int present = 0;
        for (RunArchive.Entry entry : entries) {
            RunId id = entry.run().id();
            if (store.find(id).isPresent()) {
                present++;
            } else {
                store.takeOver(StoreExport.over(entry.run()), other.samples(id), other.memory(id), other.machine(id),
                        entry.label());
                imported.add(id);
                takeRefusals(other, entry.run().experiment());
            }
        }
        return new Outcome(imported, present);
    }

    private void takeRefusals(SqliteRunStore other, String experiment) {
        if (store.refused(experiment).isEmpty()) {
            store.refuse(experiment, other.refused(experiment));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static UserError unreadable(Path file, IOException cause) {
        return new UserError(cause instanceof NoSuchFileException
                ? "There is no file " + file + "."
                : file + " cannot be read: " + cause.getMessage() + ".",
                "Name a readable file that 'headline-bench runs export' wrote, or a run store.", cause);
    }
}
