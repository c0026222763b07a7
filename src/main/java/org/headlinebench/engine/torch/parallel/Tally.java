package org.headlinebench.engine.torch.parallel;

import java.util.List;
import java.util.stream.IntStream;

import org.headlinebench.engine.torch.model.ShardProgram;
import org.headlinebench.metrics.ParallelUse;

/**
 * Adds up how long shards compute and communicate. Shards of a stage are taken to compute side by side, so a stage takes as
 * long as its slowest shard between two sums, and as long as the sums.
 */
final class Tally {
    private final int shardsPerStage;
    private final int stages;
    private final boolean simulated;
    private final List<ShardProgram> shards;
    private final long[] busyNanos;
    private double communicationNanos;
    private double stageNanos;
    private double spanNanos;
    private double expectedIdleNanos;
    private long passes;
    private long microBatches;
    /** By stage and micro-batch of this pass. */
    private double[][] durations = new double[0][0];
    private double current;
    private long slowest;

    Tally(int shardsPerStage, int stages, boolean simulated, List<ShardProgram> shards) {
        this.shardsPerStage = shardsPerStage;
        this.stages = stages;
        this.simulated = simulated;
        this.shards = shards;
        this.busyNanos = new long[shards.size()];
    }

    void beginPass(int batches) {
        durations = new double[stages][batches];
    }

    void computed(int shard, long nanos) {
        busyNanos[shard] += nanos;
        slowest = Math.max(slowest, nanos);
    }

    /** All shards of the stage have done their part. */
    void joined() {
        current += slowest;
        slowest = 0;
    }

    void communicated(long nanos) {
        communicationNanos += nanos;
        current += nanos;
    }

    void endStage(int stage, int batch) {
        durations[stage][batch] = current;
        stageNanos += current;
        current = 0;
    }

    /** A stage takes a micro-batch when the one before has left it and it has left the stage before. */
    void endPass() {
        int batches = durations[0].length;
        double[] free = new double[stages];
        double end = 0;
        for (int batch = 0; batch < batches; batch++) {
            double ready = 0;
            for (int stage = 0; stage < stages; stage++) {
                ready = Math.max(ready, free[stage]) + durations[stage][batch];
                free[stage] = ready;
            }
            end = ready;
        }
        spanNanos += end;
        expectedIdleNanos += end * stages * (stages - 1) / (batches + stages - 1);
        microBatches += batches;
        passes++;
    }

    ParallelUse use() {
        return new ParallelUse(shardsPerStage, stages, simulated, IntStream.range(0, shards.size())
                .mapToObj(i -> new ParallelUse.Shard(shards.get(i).part().stage(), shards.get(i).part().rank(),
                        shards.get(i).script().device().toString(), shards.get(i).part().layersText(),
                        shards.get(i).facts().weightsBytes(), busyNanos[i] / 1e6))
                .toList(), passes, communicationNanos / 1e6, stageNanos / 1e6, spanNanos / 1e6, expectedIdleNanos / 1e6,
                microBatches);
    }
}
