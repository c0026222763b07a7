package org.headlinebench.engine;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Proposes what a smaller model writes; its sequence follows the target's, forgetting what was not accepted. */
final class DraftModel implements Proposer {
    private final TokenSequence sequence;
    private final DraftLength length;
    private final IntPredicate endsProposal;
    private final int vocabularySize;
    private int contextTokens;

    /**
     * @param sequence       empty, of the draft; owned and closed by this from now on
     * @param vocabularySize of the target
     * @param endsProposal   tokens after which proposing more is no use
     */
    DraftModel(TokenSequence sequence, DraftLength length, int vocabularySize, IntPredicate endsProposal) {
        this.sequence = sequence;
        this.length = length;
        this.vocabularySize = vocabularySize;
        this.endsProposal = endsProposal;
    }

    @Override
    public Proposal propose(int[] context, int most) {
        int tokens = Math.min(most, length.tokens());
        if (tokens == 0) {
            return Proposal.NONE;
        }
        contextTokens = context.length;
        return sequence.propose(tokens, vocabularySize, endsProposal,
                Arrays.copyOfRange(context, sequence.length(), context.length));
    }

    /** The last token proposed was never fed, so that the sequence may be shorter than what was accepted. */
    @Override
    public void accepted(int tokens) {
        sequence.rollBack(Math.min(sequence.length(), contextTokens + tokens));
        length.accepted(tokens);
    }

    @Override
    public long keyValueBytes() {
        return sequence.keyValueBytes();
    }

    @Override
    public void close() {
        sequence.close();
    }
}
