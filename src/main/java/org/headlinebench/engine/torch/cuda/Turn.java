package org.headlinebench.engine.torch.cuda;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;

/** What a decode step launches on the current stream: token and position in, the next ones out, all on the device. */
interface Turn extends AutoCloseable {
    /**
     * The step on one cache.
     *
     * @param cache static
     * @param state what {@code execution/turn.torchscript} calls state; outlives the result
     */
    Runnable on(SequenceCache cache, IValue state);

    /** What computes it, for the run's facts. */
    String means();

    @Override
    void close();
}
