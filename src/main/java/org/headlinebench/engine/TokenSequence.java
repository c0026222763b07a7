package org.headlinebench.engine;

/** A sequence of tokens that a model is continuing; holds the keys and values of its cache. */
public interface TokenSequence extends AutoCloseable {
    /**
     * Appends tokens and chooses the one that follows. The device has finished when this returns.
     *
     * @param tokens the prompt at first, then the token chosen last
     * @return the id of the next token, which is not yet part of the sequence
     */
    int next(int... tokens);

    /**
     * Appends tokens and returns the float32 logits of the position after them.
     *
     * @return one number per vocabulary entry
     */
    float[] logits(int... tokens);

    /** Tokens appended so far. */
    int length();

    /** Bytes that the cache's tensors hold now. */
    long keyValueBytes();

    @Override
    void close();
}
