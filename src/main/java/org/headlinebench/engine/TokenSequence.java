package org.headlinebench.engine;

import java.util.List;
import java.util.function.IntPredicate;

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
     * Appends tokens and those proposed in one pass, and keeps the proposals up to the first that this sequence does not
     * choose itself: greedy ones where they are the most probable tokens, sampled ones so that what is kept follows the
     * model's own distribution (Leviathan et al. 2023, algorithm 1). The others are forgotten.
     *
     * @return the proposals kept, and the token that follows them, which is not yet part of the sequence
     */
    int[] verify(Proposal proposal, int... tokens);

    /**
     * Appends tokens and chooses one after the other those that follow. All but the last chosen are part of the sequence
     * then.
     *
     * @param most           how many, at least 1
     * @param vocabularySize of the model that verifies them, which knows no ids from there on
     * @param endsProposal   tokens after which no more are chosen
     */
    Proposal propose(int most, int vocabularySize, IntPredicate endsProposal, int... tokens);

    /**
     * Takes over the first tokens of another sequence of the same model, whose keys and values are there already.
     * Where the cache is paged they share its blocks.
     *
     * @param length how many; this sequence must be empty
     * @throws IllegalStateException if the other's cache has forgotten tokens among them (a sliding one does)
     */
    void adopt(TokenSequence other, int length);

    /**
     * Forgets all tokens from an index on.
     *
     * @throws IllegalStateException if the cache has forgotten tokens that would be needed again (a sliding one does)
     */
    void rollBack(int length);

    /**
     * Appends tokens and returns the float32 logits of the position after them.
     *
     * @return one number per vocabulary entry
     */
    float[] logits(int... tokens);

    /**
     * Appends tokens and says how probable given ones are.
     *
     * @param targets what follows each of the last of {@code tokens}, at least one and at most as many; they are not
     *                appended by this
     * @return a score per target
     */
    List<TokenScore> score(int[] tokens, int... targets);

    /** Tokens appended so far. */
    int length();

    /** Bytes that the cache's tensors hold now. */
    long keyValueBytes();

    @Override
    void close();
}
