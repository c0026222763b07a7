package org.headlinebench.history;

import java.util.List;

import org.headlinebench.metrics.ParallelUse;

/** {@code parallel} of an exported run: how shards shared the work, and what follows from it. */
record ExportedParallel(int shardsPerStage, int stages, boolean simulated, List<ParallelUse.Shard> shards, long passes,
        double communicationMillis, double stageMillis, double spanMillis, double expectedIdleMillis,
        long microBatches, double communicationShare, double efficiency, double bubbleShare,
        double expectedBubbleShare) {

    static ExportedParallel of(ParallelUse use) {
        return new ExportedParallel(use.shardsPerStage(), use.stages(), use.simulated(), use.shards(), use.passes(),
                use.communicationMillis(), use.stageMillis(), use.spanMillis(), use.expectedIdleMillis(),
                use.microBatches(), use.communicationShare(), use.efficiency(), use.bubbleShare(),
                use.expectedBubbleShare());
    }
}
