package org.headlinebench.engine;

import java.util.List;
import java.util.Optional;

/**
 * Tokens that may come next, to be verified by the target.
 *
 * @param tokens        in order, may be none
 * @param distributions what they were drawn from; absent where they are certain, as a greedy draft's or looked-up ones
 */
public record Proposal(List<Integer> tokens, Optional<DraftDistributions> distributions) implements AutoCloseable {
    /** Nothing is proposed. */
    public static final Proposal NONE = new Proposal(List.of(), Optional.empty());

    public Proposal {
        tokens = List.copyOf(tokens);
    }

    @Override
    public void close() {
        distributions.ifPresent(DraftDistributions::close);
    }
}
