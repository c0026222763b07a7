package org.headlinebench.benchmark;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

/** Hears what happens to runs, on the thread that runs them; must return quickly and never throw. */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {
    };

    /** The run entered another state or learned something about itself. It has been stored. */
    default void changed(Run run) {}

    /**
     * A step of work that is no sample: download, load, warm-up.
     *
     * @param fraction between 0 and 1, negative where unknown
     * @param message  what is being done, for people
     */
    default void progressed(RunId run, double fraction, String message) {}

    /** More text of an ad hoc run's article is there; the sample follows when it is complete. */
    default void wrote(RunId run, String text) {}

    /** A sample was measured. It has been stored. */
    default void measured(RunId run, Sample sample) {}

    /** Memory was read. It has been stored. */
    default void read(RunId run, MemoryReading reading) {}

    /** The machine was read. It has been stored. */
    default void read(RunId run, MachineReading reading) {}

    /** The experiment waits before its first run; empty when it waits no more. */
    default void waiting(String why) {}
}
