package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.benchmark.result.RunId;

class PinsTest {
    @TempDir
    Path folder;

    @Test
    void pinnedChartsComeBackInTheirOrderAfterTheStoreWasClosed() {
        PinnedChart latency = pin("p-1", "latency", Map.of("shape", "HISTOGRAM", "metric", "TTFT"));
        PinnedChart memory = pin("p-2", "memory", Map.of());
        try (SqliteRunStore store = open()) {
            store.pins().pin(memory);
            store.pins().pin(latency);
        }
        try (SqliteRunStore store = open()) {
            assertThat(store.pins().all()).containsExactly(memory, latency);
            store.pins().unpin("p-2");
            assertThat(store.pins().all()).containsExactly(latency);
        }
    }

    @Test
    void aChartThatIsPinnedTwiceStandsThereOnce() {
        try (SqliteRunStore store = open()) {
            store.pins().pin(pin("p-1", "latency", Map.of("metric", "TTFT")));
            store.pins().pin(pin("p-2", "latency", Map.of("metric", "TTFT")));
            store.pins().pin(pin("p-3", "latency", Map.of("metric", "E2E")));
            assertThat(store.pins().all()).extracting(PinnedChart::id).containsExactly("p-1", "p-3");
        }
    }

    @Test
    void aStoreOfTheVersionBeforeIsMigratedWithWhatItHolds() {
        var run = TestRuns.measuring("a-1");
        try (SqliteRunStore store = open()) {
            store.create(run);
        }
        try (var raw = new StoreConnection(folder.resolve("runs.sqlite"))) {
            raw.execute("DROP TABLE pinned_chart");
            raw.execute("DROP TABLE machine_reading");
            raw.execute("DROP TABLE refused_stack");
            raw.execute("PRAGMA user_version = 2");
        }
        try (SqliteRunStore store = open()) {
            assertThat(store.list()).containsExactly(run);
            store.pins().pin(pin("p-1", "latency", Map.of()));
            assertThat(store.pins().all()).hasSize(1);
        }
    }

    private SqliteRunStore open() {
        return SqliteRunStore.open(folder.resolve("runs.sqlite"));
    }

    private static PinnedChart pin(String id, String kind, Map<String, String> options) {
        return new PinnedChart(id, "Latency", kind, List.of(new RunId("a-1"), new RunId("a-2")), options,
                Instant.ofEpochMilli(5));
    }
}
