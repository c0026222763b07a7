package org.headlinebench.history;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.RunArchive;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.json.UnreadableDocument;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;

/** The past runs of a {@link SqliteRunStore}; it uses, and does not close, the store's connections. */
final class SqliteRunArchive implements RunArchive {
    private static final System.Logger LOG = System.getLogger(SqliteRunArchive.class.getName());

    private final StoreConnection writer;
    private final StoreConnection reader;
    private final Clock clock;

    SqliteRunArchive(StoreConnection writer, StoreConnection reader, Clock clock) {
        this.writer = writer;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public List<Entry> entries() {
        record Row(String run, Optional<String> label, int samples) {}

        var entries = new ArrayList<Entry>();
        for (Row row : reader.query("""
                SELECT run.document, run_label.document, (SELECT count(*) FROM sample WHERE sample.run = run.id)
                FROM run LEFT JOIN run_label ON run_label.run = run.id
                WHERE discarded_at_millis IS NULL
                ORDER BY created_at_millis DESC, sequence DESC""",
                found -> new Row(found.getString(1), Optional.ofNullable(found.getString(2)), found.getInt(3)))) {
            try {
                entries.add(new Entry(BenchmarkJson.read(row.run(), Run.class),
                        row.label().map(label -> BenchmarkJson.read(label, RunLabel.class)).orElse(RunLabel.NONE),
                        row.samples()));
            } catch (UnreadableDocument e) {
                LOG.log(System.Logger.Level.WARNING, "a stored run is left out of a list: " + e.getMessage());
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public void label(RunId run, RunLabel label) {
        writer.synced(() -> write(run, label));
    }

    /** Within the caller's transaction. */
    int write(RunId run, RunLabel label) {
        return label.equals(RunLabel.NONE)
                ? writer.update("DELETE FROM run_label WHERE run = ?", run.value())
                : writer.update("""
                        INSERT INTO run_label (run, document) SELECT id, ? FROM run WHERE id = ?
                        ON CONFLICT (run) DO UPDATE SET document = excluded.document""", BenchmarkJson.write(label),
                        run.value());
    }

    @Override
    public void discard(Collection<RunId> runs) {
        long now = clock.instant().toEpochMilli();
        each("UPDATE run SET discarded_at_millis = " + now + " WHERE id = ?", runs);
    }

    @Override
    public void restore(Collection<RunId> runs) {
        each("UPDATE run SET discarded_at_millis = NULL WHERE id = ?", runs);
    }

    /** Deletes for good what was discarded before that time. */
    int purge(Instant before) {
        return writer.synced(() -> writer.transaction(() -> {
            int purged = writer.update("DELETE FROM run WHERE discarded_at_millis < ?", before.toEpochMilli());
            SqliteRunStore.forgetRefusals(writer);
            return purged;
        }));
    }

    private void each(String sql, Collection<RunId> runs) {
        writer.synced(() -> writer.transaction(
                () -> runs.stream().mapToInt(run -> writer.update(sql, run.value())).sum()));
    }
}
