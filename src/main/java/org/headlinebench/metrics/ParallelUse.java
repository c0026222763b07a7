package org.headlinebench.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How several shards shared the work of a model, summed over passes. Shards of one CPU take turns: their times are
 * measured one by one, and the time of a pass is what it would be if each had a device of its own and none waited for
 * another without need. Such numbers are tagged {@link Provenance#SIMULATED}.
 *
 * @param shardsPerStage      parts of each matrix
 * @param stages              parts of the layers
 * @param simulated           whether shards took turns on one device
 * @param shards              each shard, stage by stage
 * @param passes              passes of the model
 * @param communicationMillis spent on sums over shards, on passing results to the next stage and on gathering logits
 * @param stageMillis         all stages' time, communication included
 * @param spanMillis          from the first stage's begin to the last one's end
 * @param expectedIdleMillis  of {@code stages * spanMillis}, what the formula (n-1)/(m+n-1) says is waiting, n stages and m
 *                            micro-batches (Huang et al. 2019, "GPipe")
 * @param microBatches        micro-batches of all passes
 */
public record ParallelUse(int shardsPerStage, int stages, boolean simulated, List<Shard> shards, long passes,
        double communicationMillis, double stageMillis, double spanMillis, double expectedIdleMillis,
        long microBatches) {
    /**
     * One shard.
     *
     * @param stage        from 0
     * @param rank         within its stage, from 0
     * @param device       PyTorch's name of the device
     * @param layers       which layers, in words
     * @param weightsBytes its part of the weights
     * @param busyMillis   spent computing
     */
    public record Shard(int stage, int rank, String device, String layers, long weightsBytes, double busyMillis) {}

    public ParallelUse {
        shards = List.copyOf(shards);
        if (shards.size() != shardsPerStage * stages) {
            throw new IllegalArgumentException(shards.size() + " shards, not " + shardsPerStage + " * " + stages);
        }
    }

    /** The tag of all these numbers. */
    public Provenance provenance() {
        return simulated ? Provenance.SIMULATED : Provenance.MEASURED;
    }

    /** Communication's share of the stages' time; 0 before the first pass. */
    public double communicationShare() {
        return stageMillis == 0 ? 0 : communicationMillis / stageMillis;
    }

    /** The shards' computing over what all devices could have done in the same time: 1 if nobody ever waits. */
    public double efficiency() {
        double computing = shards.stream().mapToDouble(Shard::busyMillis).sum();
        return spanMillis == 0 ? 0 : computing / (shards.size() * spanMillis);
    }

    /** The share of the stages' time in which they had no micro-batch. */
    public double bubbleShare() {
        return spanMillis == 0 ? 0 : Math.max(0, 1 - stageMillis / (stages * spanMillis));
    }

    /** The same by the formula (n-1)/(m+n-1), which takes stages and micro-batches to be of equal length. */
    public double expectedBubbleShare() {
        return spanMillis == 0 ? 0 : expectedIdleMillis / (stages * spanMillis);
    }

    /** The most that one device holds of the weights. */
    public long mostWeightsBytes() {
        return shards.stream().mapToLong(Shard::weightsBytes).max().orElse(0);
    }

    /** What came after an earlier reading of the same model. */
    public ParallelUse since(ParallelUse earlier) {
        List<Shard> rest = IntStream.range(0, shards.size())
                .mapToObj(i -> new Shard(shards.get(i).stage(), shards.get(i).rank(), shards.get(i).device(),
                        shards.get(i).layers(), shards.get(i).weightsBytes(),
                        shards.get(i).busyMillis() - earlier.shards.get(i).busyMillis()))
                .toList();
        return new ParallelUse(shardsPerStage, stages, simulated, rest, passes - earlier.passes,
                communicationMillis - earlier.communicationMillis, stageMillis - earlier.stageMillis,
                spanMillis - earlier.spanMillis, expectedIdleMillis - earlier.expectedIdleMillis,
                microBatches - earlier.microBatches);
    }

    /** What each device holds, a line each. */
    public List<String> facts() {
        return shards.stream()
                .map(shard -> "shard of stage " + shard.stage() + ", rank " + shard.rank() + ", on " + shard.device()
                        + (simulated ? " (simulated)" : "") + ": " + shard.layers() + ", " + shard.weightsBytes()
                        + " bytes of weights")
                .toList();
    }

    /** One line for tables and logs. */
    public String line() {
        return String.format(Locale.ROOT, "%d shards%s: communication %.1f %%, parallel efficiency %.1f %%%s",
                shards.size(), simulated ? " taking turns on one device (simulated)" : "", 100 * communicationShare(),
                100 * efficiency(),
                stages == 1
                        ? ""
                        : String.format(Locale.ROOT, ", bubble %.1f %% (by formula %.1f %%)", 100 * bubbleShare(),
                                100 * expectedBubbleShare()));
    }
}
