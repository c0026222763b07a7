package org.headlinebench.history;

import java.time.Clock;
import java.util.Objects;

/**
 * Past runs with all that can be done with them.
 *
 * @param store   the runs, their samples and memory readings
 * @param export  writes them to files
 * @param files   writes them to run stores of their own
 * @param imports takes them over from files
 */
public record RunHistory(SqliteRunStore store, RunExport export, StoreExport files, RunTransfer imports) {
    public RunHistory {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(export, "export");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(imports, "imports");
    }

    /** @param appVersion version of this program, which exports name */
    public static RunHistory of(SqliteRunStore store, String appVersion, Clock clock) {
        return new RunHistory(store, new RunExport(store, appVersion, clock), new StoreExport(store),
                new RunTransfer(store));
    }
}
