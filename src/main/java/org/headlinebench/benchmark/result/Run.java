package org.headlinebench.benchmark.result;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.ParallelUse;

/**
 * One configuration over a workload; its samples are kept apart from it.
 *
 * @param id           its name in the store
 * @param experiment   id of the experiment it belongs to
 * @param ordinal      its place in the experiment, from 1; the first is the baseline
 * @param setup        model, device and stack
 * @param workload     what it writes about
 * @param state        where it stands
 * @param createdAt    when it was put into the queue
 * @param startedAt    when its worker was started
 * @param endedAt      when it was over
 * @param wallMillis   duration of the measured part
 * @param load         what was loaded
 * @param memory       what it took
 * @param failure      why it failed, present exactly in state FAILED
 * @param provenance   versions, checksums, host and environment: what must be known to believe or repeat it
 * @param parallel     how shards shared the work; absent where one device held the model
 * @param energy       what the measured part drew; absent where the machine has no counter that may be read
 */
public record Run(RunId id, String experiment, int ordinal, RunSetup setup, WorkloadIdentity workload, RunState state,
        Instant createdAt, Optional<Instant> startedAt, Optional<Instant> endedAt, OptionalDouble wallMillis,
        Optional<LoadReport> load, Optional<MemoryUse> memory, Optional<RunFailure> failure,
        Map<String, String> provenance, Optional<ParallelUse> parallel, Optional<EnergyUse> energy) {

    /** Key of the provenance under which the device's measured copy bandwidth stands. */
    public static final String BANDWIDTH_BYTES_PER_SECOND = "device.copyBandwidthBytesPerSecond";

    /** Key of the provenance that stands in the runs of models whose weights are made up, with their seed. */
    public static final String RANDOM_WEIGHTS_SEED = "model.randomWeightsSeed";

    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(workload, "workload");
        provenance = new TreeMap<>(provenance);
        if (failure.isPresent() != (state == RunState.FAILED)) {
            throw new IllegalArgumentException("a run has a failure exactly if it failed");
        }
        if (wallMillis.isPresent() && !(wallMillis.getAsDouble() > 0 && Double.isFinite(wallMillis.getAsDouble()))) {
            throw new IllegalArgumentException("wallMillis must be finite and above 0: " + wallMillis.getAsDouble());
        }
    }

    /** A run that waits in the queue. */
    public static Run queued(RunId id, String experiment, int ordinal, RunSetup setup, WorkloadIdentity workload,
            Instant at) {
        return new Run(id, experiment, ordinal, setup, workload, RunState.QUEUED, at, Optional.empty(),
                Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Map.of(), Optional.empty(), Optional.empty());
    }

    /** Whether the model's weights were made up, so that what it wrote means nothing. */
    public boolean hasRandomWeights() {
        return provenance.containsKey(RANDOM_WEIGHTS_SEED);
    }

    /** The same run at that place of that experiment. */
    public Run placed(String inExperiment, int atOrdinal) {
        return new Run(id, inExperiment, atOrdinal, setup, workload, state, createdAt, startedAt, endedAt, wallMillis,
                load, memory, failure, provenance, parallel, energy);
    }

    public Run started(Instant at) {
        return new Run(id, experiment, ordinal, setup, workload, RunState.PREPARING, createdAt, Optional.of(at),
                endedAt, wallMillis, load, memory, failure, provenance, parallel, energy);
    }

    public Run in(RunState newState) {
        return new Run(id, experiment, ordinal, setup, workload, newState, createdAt, startedAt, endedAt, wallMillis,
                load, memory, failure, provenance, parallel, energy);
    }

    public Run with(LoadReport report) {
        return new Run(id, experiment, ordinal, setup, workload, state, createdAt, startedAt, endedAt, wallMillis,
                Optional.of(report), memory, failure, provenance, parallel, energy);
    }

    public Run with(MemoryUse use) {
        return new Run(id, experiment, ordinal, setup, workload, state, createdAt, startedAt, endedAt, wallMillis,
                load, Optional.of(use), failure, provenance, parallel, energy);
    }

    public Run with(Optional<ParallelUse> shared, Optional<EnergyUse> drawn) {
        return new Run(id, experiment, ordinal, setup, workload, state, createdAt, startedAt, endedAt, wallMillis,
                load, memory, failure, provenance, shared, drawn);
    }

    public Run with(Map<String, String> moreProvenance) {
        var all = new TreeMap<>(provenance);
        all.putAll(moreProvenance);
        return new Run(id, experiment, ordinal, setup, workload, state, createdAt, startedAt, endedAt, wallMillis,
                load, memory, failure, all, parallel, energy);
    }

    public Run finished(Instant at, double measuredWallMillis) {
        return new Run(id, experiment, ordinal, setup, workload, RunState.FINISHED, createdAt, startedAt,
                Optional.of(at), OptionalDouble.of(measuredWallMillis), load, memory, Optional.empty(), provenance,
                parallel, energy);
    }

    public Run failed(Instant at, RunFailure why) {
        return new Run(id, experiment, ordinal, setup, workload, RunState.FAILED, createdAt, startedAt,
                Optional.of(at), wallMillis, load, memory, Optional.of(why), provenance, parallel, energy);
    }

    public Run cancelled(Instant at) {
        return new Run(id, experiment, ordinal, setup, workload, RunState.CANCELLED, createdAt, startedAt,
                Optional.of(at), wallMillis, load, memory, Optional.empty(), provenance,
                parallel, energy);
    }
}
