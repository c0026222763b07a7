package org.headlinebench.history;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.WaitingExperiments;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.json.UnreadableDocument;

/** The queue of a {@link SqliteRunStore}; it uses, and does not close, the store's connections. */
final class SqliteWaitingExperiments implements WaitingExperiments {
    private static final System.Logger LOG = System.getLogger(SqliteWaitingExperiments.class.getName());
    private static final String BEGUN = "BEGUN";
    private static final String WAITING = "WAITING";

    private final StoreConnection writer;
    private final Owner owner;

    SqliteWaitingExperiments(StoreConnection writer, Owner owner) {
        this.writer = writer;
        this.owner = owner;
    }

    private record Row(String id, String state, Owner owner, String document) {}

    @Override
    public void add(Experiment experiment) {
        String document = BenchmarkJson.write(experiment);
        writer.synced(() -> writer.insert("""
                INSERT INTO waiting_experiment (id, place, state, owner_process_id, owner_started_at_millis, document)
                VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM waiting_experiment), ?, ?, ?, ?)""",
                experiment.id(), WAITING, owner.processId(), owner.startedAtMillis(), document));
    }

    @Override
    public void begin(String experiment) {
        writer.synced(() -> writer.update("UPDATE waiting_experiment SET state = ? WHERE id = ?", BEGUN, experiment));
    }

    @Override
    public void remove(String experiment) {
        writer.synced(() -> writer.update("DELETE FROM waiting_experiment WHERE id = ?", experiment));
    }

    @Override
    public void reorder(List<String> experiments) {
        writer.synced(() -> writer.transaction(() -> {
            for (int place = 0; place < experiments.size(); place++) {
                writer.update("UPDATE waiting_experiment SET place = ? WHERE id = ?", place + 1,
                        experiments.get(place));
            }
            return true;
        }));
    }

    @Override
    public List<Waiting> takeLeftOver() {
        return writer.synced(() -> writer.transaction(() -> {
            var taken = new ArrayList<Waiting>();
            for (Row row : rows()) {
                if (!row.owner().isAlive()) {
                    try {
                        taken.add(new Waiting(BenchmarkJson.read(row.document(), Experiment.class),
                                row.state().equals(BEGUN)));
                        writer.update("UPDATE waiting_experiment SET owner_process_id = ?,"
                                + " owner_started_at_millis = ? WHERE id = ?", owner.processId(),
                                owner.startedAtMillis(), row.id());
                    } catch (UnreadableDocument e) {
                        LOG.log(System.Logger.Level.WARNING, "a waiting experiment is passed over: " + e.getMessage());
                    }
                }
            }
            return List.copyOf(taken);
        }));
    }

    private List<Row> rows() {
        return writer.query("""
                SELECT id, state, owner_process_id, owner_started_at_millis, document FROM waiting_experiment
                ORDER BY place, id""", row -> new Row(row.getString(1), row.getString(2),
                new Owner(row.getLong(3), row.getLong(4)), row.getString(5)));
    }
}
