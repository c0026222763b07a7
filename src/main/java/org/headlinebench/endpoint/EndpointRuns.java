package org.headlinebench.endpoint;

import java.time.Clock;
import java.util.Map;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.ServerRuns;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;

/** Measures OpenAI-compatible servers as their clients see them. */
public final class EndpointRuns implements ServerRuns {
    private final RunStore store;
    private final EndpointKeys keys;
    private final Map<String, String> provenance;
    private final Clock clock;

    /**
     * @param keys       sent to servers as bearer tokens; never shown, logged or stored
     * @param provenance what this process knows of itself and its machine
     */
    public EndpointRuns(RunStore store, EndpointKeys keys, Map<String, String> provenance, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.provenance = Map.copyOf(provenance);
        this.clock = clock;
    }

    @Override
    public Run conduct(Run queued, Workload workload, RunListener listener, Cancellation cancellation) {
        return new EndpointRun(queued, workload, store, keys, provenance, listener, cancellation, clock).conduct();
    }
}
