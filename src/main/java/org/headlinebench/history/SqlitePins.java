package org.headlinebench.history;

import java.util.List;

import org.headlinebench.benchmark.PinStore;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.result.PinnedChart;

/** The pinned charts of a {@link SqliteRunStore}; it uses, and does not close, the store's connections. */
final class SqlitePins implements PinStore {
    private final StoreConnection writer;

    SqlitePins(StoreConnection writer) {
        this.writer = writer;
    }

    @Override
    public void add(PinnedChart chart) {
        writer.synced(() -> writer.insert("INSERT INTO pinned_chart (document) VALUES (?)",
                BenchmarkJson.write(chart)));
    }

    @Override
    public void remove(long id) {
        writer.synced(() -> writer.update("DELETE FROM pinned_chart WHERE sequence = ?", id));
    }

    @Override
    public List<Pin> list() {
        return writer.query("SELECT sequence, document FROM pinned_chart ORDER BY sequence",
                row -> new Pin(row.getLong(1), BenchmarkJson.read(row.getString(2), PinnedChart.class)));
    }
}
