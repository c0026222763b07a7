package org.headlinebench.engine;

/** The distributions that a draft's tokens were drawn from, one per token; only a model can read them. */
public interface DraftDistributions extends AutoCloseable {
    @Override
    void close();
}
