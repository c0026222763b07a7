package org.headlinebench.history;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.PinStore;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.json.UnreadableDocument;
import org.headlinebench.benchmark.result.PinnedChart;

/** The pinned charts of a {@link SqliteRunStore}; it uses, and does not close, the store's connections. */
final class SqlitePins implements PinStore {
    private static final System.Logger LOG = System.getLogger(SqlitePins.class.getName());

    private final StoreConnection writer;

    SqlitePins(StoreConnection writer) {
        this.writer = writer;
    }

    @Override
    public void pin(PinnedChart chart) {
        writer.synced(() -> writer.transaction(() -> all().stream().noneMatch(chart::showsTheSameAs)
                && writer.insert("INSERT INTO pinned_chart (id, document) VALUES (?, ?)", chart.id(),
                        BenchmarkJson.write(chart))));
    }

    @Override
    public void unpin(String id) {
        writer.synced(() -> writer.update("DELETE FROM pinned_chart WHERE id = ?", id));
    }

    /** One that cannot be read must not hide the others. */
    @Override
    public List<PinnedChart> all() {
        var charts = new ArrayList<PinnedChart>();
        for (String document : writer.query("SELECT document FROM pinned_chart ORDER BY sequence",
                row -> row.getString(1))) {
            try {
                charts.add(BenchmarkJson.read(document, PinnedChart.class));
            } catch (UnreadableDocument e) {
                LOG.log(System.Logger.Level.WARNING, "a pinned chart is left out: " + e.getMessage());
            }
        }
        return List.copyOf(charts);
    }
}
