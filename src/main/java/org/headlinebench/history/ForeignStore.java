package org.headlinebench.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.headlinebench.history.StoreError.Reason;

/**
 * Looks at a run store that came from elsewhere before anything in it is used. A schema is a program: a view can compute
 * rows without end under a table's name, and a trigger answers every migration. So what it defines must be, word for word,
 * what this program defines in a store of that version; and what it holds must fit into memory.
 */
final class ForeignStore {
    /** Of one run, whose samples are read at once; a hundred thousand samples need less than half of it. */
    static final long MOST_RUN_BYTES = 512L << 20;
    /** A sample holds an article and a headline. */
    static final long MOST_DOCUMENT_BYTES = 16L << 20;

    private static final List<String> DOCUMENTS = List.of("run", "sample", "machine_reading", "run_label",
            "refused_stack");

    private ForeignStore() {}

    /**
     * Refuses what this program did not write.
     *
     * @param copy    the store, which is a copy that nobody else uses
     * @param scratch a file that is not there yet, for the schema that is expected
     * @throws StoreError if it is damaged, defines something of its own or holds too much
     */
    static void check(Path copy, Path scratch) {
        StoreFile.prepare(copy, StoreSchema.VERSION);
        try (var store = new StoreConnection(copy); var expected = new StoreConnection(scratch)) {
            int version = StoreSchema.version(store);
            if (version > StoreSchema.VERSION) {
                throw StoreFailures.newer(copy, version, StoreSchema.VERSION);
            }
            StoreSchema.define(expected, version);
            checkSchema(copy, schema(store), schema(expected));
            store.query("PRAGMA quick_check(1)", row -> row.getString(1))
                    .stream()
                    .filter(problem -> !problem.equals("ok"))
                    .findFirst()
                    .ifPresent(problem -> {
                        throw StoreFailures.damaged(copy, problem, null);
                    });
            for (String table : DOCUMENTS) {
                if (schema(expected).containsKey(table)) {
                    checkDocuments(copy, store, table);
                }
            }
        }
    }

    private static void checkSchema(Path copy, Map<String, String> found, Map<String, String> expected) {
        if (!found.equals(expected)) {
            var own = new TreeMap<>(found);
            own.entrySet().removeAll(expected.entrySet());
            throw StoreFailures.notAStore(copy, own.isEmpty()
                    ? "tables are missing"
                    : "it defines " + own.firstKey() + " otherwise than this program does", null);
        }
    }

    /** What is defined, by name, without what SQLite keeps for itself. */
    private static Map<String, String> schema(StoreConnection store) {
        var schema = new TreeMap<String, String>();
        store.query("SELECT name, type, tbl_name, sql FROM sqlite_schema", row -> schema.put(
                String.valueOf(row.getString(1)),
                row.getString(2) + " " + row.getString(3) + " "
                        + String.valueOf(row.getString(4)).replaceAll("\\s+", " ")));
        schema.entrySet()
                .removeIf(entry -> entry.getKey().startsWith("sqlite_")
                        && (entry.getValue().startsWith("table ") || entry.getValue().startsWith("index ")));
        return schema;
    }

    private static void checkDocuments(Path copy, StoreConnection store, String table) {
        record Size(long largest, long sum) {}

        String owner = table.equals("sample") || table.equals("machine_reading") ? " GROUP BY run" : "";
        for (Size size : store.query("SELECT max(octet_length(document)), total(octet_length(document)) FROM "
                + table + owner, row -> new Size(row.getLong(1), row.getLong(2)))) {
            if (size.largest() > MOST_DOCUMENT_BYTES || size.sum() > MOST_RUN_BYTES) {
                throw new StoreError(Reason.OTHER, "The run store " + copy + " holds more than can be read: "
                        + (size.largest() > MOST_DOCUMENT_BYTES
                                ? "one " + table + " has " + (size.largest() >> 20) + " MiB"
                                : (size.sum() >> 20) + " MiB of " + table + " at once")
                        + ".", "Export fewer runs at a time where it comes from.");
            }
        }
    }
}
