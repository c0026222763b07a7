package org.headlinebench.benchmark;

import java.util.Collection;
import java.util.List;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;

/** What a user does with past runs. Every call has committed to disk when it returns; any thread may call. */
public interface RunArchive {
    /**
     * A run as a list shows it.
     *
     * @param samples how many were measured
     */
    record Entry(Run run, RunLabel label, int samples) {}

    /** All runs that are not discarded, newest first. */
    List<Entry> entries();

    /** Writes on a run; {@link RunLabel#NONE} wipes it clean. */
    void label(RunId run, RunLabel label);

    /** Takes runs out of every list; they stay on disk until they are purged. Unknown ones are passed over. */
    void discard(Collection<RunId> runs);

    /** Brings discarded runs back. */
    void restore(Collection<RunId> runs);
}
