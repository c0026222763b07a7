package org.headlinebench.engine.torch.cache;

/** Opens the caches of a model's sequences. */
public interface CacheSource extends AutoCloseable {
    /** The cache of a new sequence of at most that many tokens. */
    SequenceCache open(int capacityTokens);

    @Override
    void close();
}
