package org.headlinebench.benchmark.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A chart that somebody wants in the report, as it was when it was pinned.
 *
 * @param id      its name in the store
 * @param title   what stood above the chart
 * @param kind    which chart: {@code latency}, {@code memory}, {@code rouge} and so on, as the window's cards are called
 * @param runs    the runs that it shows, in order; one that has been deleted since is left out by who draws it
 * @param options what was chosen on the card, such as {@code metric=TTFT}; the names are the chart's own
 * @param at      when it was pinned
 * @param drawing what it showed then, in the colours for paper
 */
public record PinnedChart(String id, String title, String kind, List<RunId> runs, Map<String, String> options,
        Instant at, Optional<ChartDrawing> drawing) {
    public PinnedChart {
        Objects.requireNonNull(at, "at");
        runs = List.copyOf(runs);
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        if (id.isBlank() || title.isBlank() || kind.isBlank() || runs.isEmpty()) {
            throw new IllegalArgumentException("a pinned chart has an id, a title, a kind and runs: " + id);
        }
    }

    /** One of which only the settings are kept. */
    public PinnedChart(String id, String title, String kind, List<RunId> runs, Map<String, String> options,
            Instant at) {
        this(id, title, kind, runs, options, at, Optional.empty());
    }

    /** Whether both show the same, whenever they were pinned. */
    public boolean showsTheSameAs(PinnedChart other) {
        return kind.equals(other.kind) && runs.equals(other.runs) && options.equals(other.options);
    }
}
