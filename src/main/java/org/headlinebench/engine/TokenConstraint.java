package org.headlinebench.engine;

/** What the tokens of one generation must be like. Used by one generation alone. */
public interface TokenConstraint {
    /**
     * The tokens that may come next; asked only while it is not complete.
     *
     * @param room how many tokens may still come, at least 1
     */
    AllowedTokens allowed(int room);

    /** A token came, one of those that were allowed. */
    void take(int token);

    /** Whether nothing may follow: the generation is over. */
    boolean isComplete();
}
