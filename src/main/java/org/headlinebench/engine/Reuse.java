package org.headlinebench.engine;

/** Tokens at the beginning of prompts whose keys and values are there already. */
public sealed interface Reuse permits SharedPrefix, EarlierTurn {
    /**
     * Lets a new sequence begin with as much of a prompt as is here already: the longest common run of first tokens, but for
     * the prompt's last token, since what follows it is still to be computed.
     *
     * @return tokens that need no computing
     */
    int begin(TokenSequence fresh, int[] promptIds);

    /**
     * A sequence that began here is done.
     *
     * @param sequence given away: kept, or closed
     * @param context  prompt and output; the sequence holds as many of its first tokens as it is long
     */
    void done(TokenSequence sequence, int[] context);
}
