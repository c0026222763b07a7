package org.headlinebench.endpoint;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.ServerRuns;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;

/** Measures OpenAI-compatible servers as their clients see them. */
public final class EndpointRuns implements ServerRuns {
    private final RunStore store;
    private final Optional<String> key;
    private final Map<String, String> provenance;
    private final Clock clock;

    /**
     * @param key        sent to servers as a bearer token; never shown, logged or stored
     * @param provenance what this process knows of itself and its machine
     */
    public EndpointRuns(RunStore store, Optional<String> key, Map<String, String> provenance, Clock clock) {
        this.store = store;
        this.key = key;
        this.provenance = Map.copyOf(provenance);
        this.clock = clock;
    }

    @Override
    public Run conduct(Run queued, Workload workload, RunListener listener, Cancellation cancellation) {
        return new EndpointRun(queued, workload, store, key, provenance, listener, cancellation, clock).conduct();
    }
}
