package org.headlinebench.benchmark;

import java.util.List;

import org.headlinebench.benchmark.result.PinnedChart;

/** The charts pinned for the report. Every call has committed to disk when it returns; any thread may call. */
public interface PinStore {
    /** Adds a chart behind the others; without effect where one that shows the same is pinned already. */
    void pin(PinnedChart chart);

    /** Takes a chart out again; without effect where it is not pinned. */
    void unpin(String id);

    /** All pinned charts in the order pinned. */
    List<PinnedChart> all();
}
