package org.headlinebench.benchmark;

import org.headlinebench.benchmark.result.Run;

/** Measures what a server runs. */
@FunctionalInterface
public interface ServerRuns {
    /**
     * Conducts a queued run whose setup names a server; stores everything as it happens.
     *
     * @return the run when it is over
     */
    Run conduct(Run queued, Workload workload, RunListener listener, Cancellation cancellation);
}
