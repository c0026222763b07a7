package org.headlinebench.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * The store's tables and their version, kept in {@code PRAGMA user_version}. Version n is reached from n − 1 by the
 * resource {@code schema-n.sql}; a step that has been released never changes.
 */
final class StoreSchema {
    /** The version that this program reads and writes. */
    static final int VERSION = 4;

    private static final long WAL_PAUSE_NANOS = 10_000_000;
    private static final long WAL_PATIENCE_NANOS = 10_000_000_000L;

    private StoreSchema() {}

    /**
     * Brings a file of any earlier version, or a new one, to {@link #VERSION}.
     *
     * @throws StoreError if it is of a later one or no store; the file is left as it is
     */
    static void migrate(StoreConnection store) {
        refuseStrangers(store);
        useWriteAheadLog(store);
        if (version(store) == VERSION) {
            return;
        }
        store.synced(() -> store.transaction(() -> {
            // Another process may have migrated while this one waited.
            refuseStrangers(store);
            define(store, VERSION);
            store.execute("PRAGMA application_id = " + StoreFile.APPLICATION_ID);
            return VERSION;
        }));
    }

    /** Brings the tables to a version, which is not before the one that they have. */
    static void define(StoreConnection store, int version) {
        for (int next = version(store) + 1; next <= version; next++) {
            store.execute(step(next));
            store.execute("PRAGMA user_version = " + next);
        }
    }

    private static void refuseStrangers(StoreConnection store) {
        int version = version(store);
        boolean empty = number(store, "SELECT count(*) FROM sqlite_schema") == 0;
        boolean ours = number(store, "PRAGMA application_id") == StoreFile.APPLICATION_ID;
        if (!ours && !(empty && version == 0)) {
            throw StoreFailures.notAStore(store.file(), "it is the database of another program", null);
        }
        if (version > VERSION) {
            throw StoreFailures.newer(store.file(), version, VERSION);
        }
    }

    /** A log lets windows read while a run writes, and makes a commit one write to the end of a file. */
    private static void useWriteAheadLog(StoreConnection store) {
        long start = System.nanoTime();
        while (true) {
            try {
                store.query("PRAGMA journal_mode = WAL", row -> row.getString(1));
                return;
            } catch (StoreError e) {
                // SQLite does not wait by itself for another process that is just doing the same.
                if (e.reason() != StoreError.Reason.BUSY || System.nanoTime() - start > WAL_PATIENCE_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(WAL_PAUSE_NANOS);
            }
        }
    }

    static int version(StoreConnection store) {
        return number(store, "PRAGMA user_version");
    }

    private static int number(StoreConnection store, String sql) {
        return store.query(sql, row -> row.getInt(1)).getFirst();
    }

    private static String step(int version) {
        try (InputStream in = StoreSchema.class.getResourceAsStream("/history/schema-" + version + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
