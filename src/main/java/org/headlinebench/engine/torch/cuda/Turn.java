package org.headlinebench.engine.torch.cuda;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;

/** What a decode step launches on the current stream: token and position in, the next ones out, all on the device. */
interface Turn extends AutoCloseable {
    /** Rows that one pass of a tensor core's instruction has. */
    int MOST_ROWS = 8;

    /**
     * The step on one cache.
     *
     * @param cache static
     * @param state what {@code execution/turn.torchscript} calls state; outlives the result
     */
    Runnable on(SequenceCache cache, IValue state);

    /** Successive tokens of a sequence that a step can take at once; 1 where it takes one. */
    default int mostRows() {
        return 1;
    }

    /**
     * The step of {@link #mostRows} successive tokens: all are appended, and what follows each of them is chosen.
     *
     * @param state what {@code fused/rows.torchscript} calls state; outlives the result
     */
    default Runnable rowsOn(SequenceCache cache, IValue state) {
        throw new IllegalStateException("a step takes one token");
    }

    /** What computes it, for the run's facts. */
    String means();

    @Override
    void close();
}
