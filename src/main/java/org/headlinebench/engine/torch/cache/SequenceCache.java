package org.headlinebench.engine.torch.cache;

import ai.djl.pytorch.jni.IValue;

/** The keys and values of one sequence, as the program's methods take them. */
public interface SequenceCache extends AutoCloseable {
    /** The program's list; stays the cache's. */
    IValue list();

    /** Before a pass: makes room for tokens behind those that are there. */
    void makeRoom(int length, int tokens);

    /** After room was made in the caches of all sequences of a pass: where this one's tokens go. */
    void place(int length, int tokens);

    /**
     * Forgets tokens from an index on.
     *
     * @throws IllegalStateException if tokens before them would be needed again that are forgotten already
     */
    void rollBack(int length, int newLength);

    /**
     * Takes over the first tokens of another sequence's cache of the same model; this one must be empty.
     *
     * @throws IllegalStateException if the other has forgotten tokens among them
     */
    void adopt(SequenceCache other, int otherLength, int length);

    /** Bytes that keys and values take now. */
    long bytes();

    @Override
    void close();
}
