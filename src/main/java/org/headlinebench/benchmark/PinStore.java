package org.headlinebench.benchmark;

import java.util.List;

import org.headlinebench.benchmark.result.PinnedChart;

/** Charts that are pinned for reports. Every call has committed to disk when it returns; any thread may call. */
public interface PinStore {
    /** A chart with its number in the store. */
    record Pin(long id, PinnedChart chart) {}

    void add(PinnedChart chart);

    void remove(long id);

    /** All of them, the oldest first. */
    List<Pin> list();
}
