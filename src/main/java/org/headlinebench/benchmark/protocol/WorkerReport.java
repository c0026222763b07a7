package org.headlinebench.benchmark.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;

/** What a worker tells its parent. */
public sealed interface WorkerReport {
    /** The first message: who speaks. */
    record Hello(int protocol, String appVersion, long processId) implements WorkerReport {}

    /** Work that is no sample; the fraction is negative where unknown. */
    record Progress(double fraction, String message) implements WorkerReport {}

    /** The model is loaded; the proof of effect and the versions of everything. */
    record Loaded(LoadReport load, Map<String, String> provenance) implements WorkerReport {}

    /** Warm-up is done, measuring begins. */
    record WarmedUp(LoadReport load) implements WorkerReport {}

    /** A sample of the measured part. */
    record Measured(int position, int row, int pass, String continuation, FinishReason finishReason, int promptTokens,
            int cutWords, List<Integer> tokenIds, SampleTimes times, Optional<Speculation> speculation)
            implements
                WorkerReport {}

    /** Memory was read. */
    record Memory(MemoryReading reading) implements WorkerReport {}

    /** The machine was read. */
    record Machine(MachineReading reading) implements WorkerReport {}

    /** The run is complete. */
    record Finished(double wallMillis, MemoryUse memory, Optional<ParallelUse> parallel, Optional<EnergyUse> energy)
            implements
                WorkerReport {}

    /** The run cannot go on, for a reason that the user can act on. */
    record Failed(String message, String remedy) implements WorkerReport {}

    /** The model that scores texts is loaded. */
    record ScoringBegins(Map<String, String> provenance) implements WorkerReport {}

    /** The scores of the next request's continuations. */
    record Scored(List<ContinuationScore> scores) implements WorkerReport {}

    /** Where the time of steps goes. */
    record Profiled(int promptTokens, Map<String, String> provenance, StepTimes prefill, StepTimes decode)
            implements
                WorkerReport {}

    /** The model is loaded and requests may come. */
    record Serving(int contextTokens, List<String> facts, Map<String, String> provenance) implements WorkerReport {}

    /** A request's next text; of a streamed run, that of the article with this row number. */
    record Wrote(long id, String text) implements WorkerReport {}

    /**
     * A request is done.
     *
     * @param text all of it where it was not streamed, otherwise the rest
     */
    record Written(long id, String text, FinishReason finishReason, int promptTokens, List<Integer> tokenIds,
            SampleTimes times)
            implements
                WorkerReport {}

    /** A request was abandoned; its place is free. */
    record Dropped(long id) implements WorkerReport {}

    /**
     * A request cannot be written.
     *
     * @param parameter of the request that is the reason
     */
    record Declined(long id, String parameter, String message, String remedy) implements WorkerReport {}

    /** A device's copy bandwidth. */
    record Bandwidth(double bytesPerSecond) implements WorkerReport {}

    /** Told by whoever passes a worker's messages on from afar, as the last one: how the worker ended. */
    record Ended(int exitCode) implements WorkerReport {}
}
