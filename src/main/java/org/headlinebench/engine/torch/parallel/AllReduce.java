package org.headlinebench.engine.torch.parallel;

import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;

/** Adds up what the shards of one stage have computed; the one way in which they communicate within a layer. */
public interface AllReduce extends AutoCloseable {
    /**
     * Every tensor becomes the sum of all, in place.
     *
     * @param parts one per shard of the stage, by rank, on that shard's device; contiguous, of equal shape and number type
     */
    void sum(List<PtNDArray> parts);

    @Override
    void close();
}
