package org.headlinebench.benchmark.result;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.headlinebench.benchmark.RunSetup;

/**
 * Where the time of a configuration goes; measured in a pass of its own, never part of a run's statistics.
 *
 * @param id           its name
 * @param createdAt    when it was done, UTC
 * @param tag          {@code measured}
 * @param setup        model, device and stack
 * @param run          the run whose configuration it is, if it was made for one
 * @param promptTokens tokens of the prompt
 * @param provenance   versions, checksums and the proof that the stack took effect
 * @param prefill      the pass over the prompt
 * @param decode       a step that writes one token
 */
public record TimeProfile(String id, Instant createdAt, String tag, RunSetup setup, Optional<RunId> run,
        int promptTokens, Map<String, String> provenance, StepTimes prefill, StepTimes decode) {
    public TimeProfile {
        provenance = new TreeMap<>(provenance);
    }
}
