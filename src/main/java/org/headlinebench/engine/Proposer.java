package org.headlinebench.engine;

/** Proposes tokens for one sequence. */
interface Proposer extends AutoCloseable {
    /** Never proposes anything. */
    Proposer NONE = (_, _) -> Proposal.NONE;

    /**
     * Proposes what may follow. To be closed by the caller.
     *
     * @param context prompt and output so far
     * @param most    how many tokens may be proposed, may be 0
     */
    Proposal propose(int[] context, int most);

    /** Tells how many of the tokens proposed last the target accepted. */
    default void accepted(int tokens) {}

    /** Bytes that a cache of its own holds now. */
    default long keyValueBytes() {
        return 0;
    }

    @Override
    default void close() {}
}
