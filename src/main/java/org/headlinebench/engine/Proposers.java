package org.headlinebench.engine;

import java.util.Optional;
import java.util.function.IntPredicate;

import org.headlinebench.optimization.Decoding;
import org.headlinebench.tokenizer.Tokenizer;

/** Opens who proposes tokens for a sequence, as the decoding says. */
final class Proposers {
    /** Tells a draft's random numbers from its target's. */
    private static final long DRAFT_STREAM = 1L << 63;

    private final LanguageModel model;
    private final Optional<LanguageModel> draft;
    private final Decoding decoding;
    private final Tokenizer tokenizer;

    /** @param draft the model that proposes; there exactly if the decoding is speculative */
    Proposers(LanguageModel model, Optional<LanguageModel> draft, Decoding decoding, Tokenizer tokenizer) {
        if (draft.isPresent() != (decoding instanceof Decoding.Speculative)) {
            throw new IllegalArgumentException("a draft model belongs to speculative decoding");
        }
        this.model = model;
        this.draft = draft;
        this.decoding = decoding;
        this.tokenizer = tokenizer;
    }

    /**
     * @param capacity tokens of the sequence at most
     * @param stream   of the sequence's random numbers
     * @param stop     ends it
     */
    Proposer open(int capacity, long stream, StopCondition stop) {
        IntPredicate endsSequence = token -> stop.atEndOfSequence() && tokenizer.eosTokenIds().contains(token);
        return switch (decoding) {
            case Decoding.Plain _ -> Proposer.NONE;
            case Decoding.PromptLookup lookup -> new PromptLookup(lookup, endsSequence);
            case Decoding.Speculative speculative -> new DraftModel(
                    draft.orElseThrow().open(capacity, speculative.rule(), stream ^ DRAFT_STREAM),
                    new DraftLength(speculative.tokens(), speculative.adaptive()),
                    model.configuration().vocabularySize(), endsSequence);
        };
    }
}
