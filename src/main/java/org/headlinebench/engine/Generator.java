package org.headlinebench.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.tokenizer.Tokenizer;

/**
 * The decode loop: text in, tokens out, with the time of everything. After the pass over the prompt each round asks a
 * {@link Proposer} for tokens and has the model verify them in one pass; plain decoding is the same with none proposed.
 */
public final class Generator {
    /** Tells a draft's random numbers from its target's. */
    private static final long DRAFT_STREAM = 1L << 63;

    private final LanguageModel model;
    private final Optional<LanguageModel> draft;
    private final Tokenizer tokenizer;
    private final Decoding decoding;
    private final StopCondition stop;
    private final int maxNewTokens;

    /** @param draft the model that proposes; there exactly if the decoding is speculative */
    public Generator(LanguageModel model, Optional<LanguageModel> draft, Tokenizer tokenizer, Decoding decoding,
            StopCondition stop, int maxNewTokens) {
        if (draft.isPresent() != (decoding instanceof Decoding.Speculative)) {
            throw new IllegalArgumentException("a draft model belongs to speculative decoding");
        }
        this.model = model;
        this.draft = draft;
        this.tokenizer = tokenizer;
        this.decoding = decoding;
        this.stop = stop;
        this.maxNewTokens = maxNewTokens;
    }

    /**
     * Continues one prompt.
     *
     * @param addSpecialTokens whether the tokenizer adds the model's special tokens (a chat prompt has them already)
     * @param stream           which stream of random numbers a sampled generation draws from
     * @param cancelled        asked before every token
     */
    public Generation generate(String prompt, boolean addSpecialTokens, long stream, BooleanSupplier cancelled) {
        var clock = new Clock();
        int[] promptIds = tokenizer.encode(prompt, addSpecialTokens);
        double tokenized = clock.millis();
        var output = new Output(tokenizer, stop, maxNewTokens, cancelled);
        var tally = new SpeculationTally();
        int capacity = promptIds.length + maxNewTokens;
        long keyValueBytes;
        long draftKeyValueBytes;
        try (TokenSequence sequence = model.open(capacity, decoding.rule(), stream);
                Proposer proposer = proposer(capacity, stream)) {
            int first = sequence.next(promptIds);
            output.take(clock.millis(), first);
            while (!output.isOver()) {
                round(sequence, proposer, promptIds, output, tally, clock);
            }
            keyValueBytes = sequence.keyValueBytes();
            draftKeyValueBytes = proposer.keyValueBytes();
        }
        double firstMillis = output.millis().getFirst();
        double generated = output.millis().getLast();
        String text = output.text();
        double end = clock.millis();
        var times = new SampleTimes(tokenized, firstMillis - tokenized, generated - tokenized,
                Math.max(0, end - generated), end, output.millis());
        return new Generation(promptIds.length, output.tokens(), text, output.reason(), times, keyValueBytes,
                draftKeyValueBytes, decoding.speculates()
                        ? Optional.of(tally.total(output.tokens().size()))
                        : Optional.empty());
    }

    /** One token fewer is proposed than there is room for, since the pass that verifies yields one more. */
    private static void round(TokenSequence sequence, Proposer proposer, int[] promptIds, Output output,
            SpeculationTally tally, Clock clock) {
        double start = clock.millis();
        try (Proposal proposal = proposer.propose(context(promptIds, output), output.room() - 1)) {
            double proposed = clock.millis();
            int last = output.tokens().getLast();
            int[] chosen = proposal.tokens().isEmpty()
                    ? new int[]{sequence.next(last)}
                    : sequence.verify(proposal, last);
            double verified = clock.millis();
            int taken = output.take(verified, chosen);
            tally.pass(proposal.tokens().size(), Math.min(taken, chosen.length - 1), proposed - start,
                    verified - proposed);
            proposer.accepted(chosen.length - 1);
        }
    }

    private Proposer proposer(int capacity, long stream) {
        IntPredicate endsSequence = token -> stop.atEndOfSequence() && tokenizer.eosTokenIds().contains(token);
        return switch (decoding) {
            case Decoding.Plain _ -> Proposer.NONE;
            case Decoding.PromptLookup lookup -> new PromptLookup(lookup, endsSequence);
            case Decoding.Speculative(_, _, int tokens, boolean adaptive, Decoding.Plain rule) -> new DraftModel(
                    draft.orElseThrow().open(capacity, rule, stream ^ DRAFT_STREAM), new DraftLength(tokens, adaptive),
                    model.configuration().vocabularySize(), endsSequence);
        };
    }

    private static int[] context(int[] promptIds, Output output) {
        int[] context = Arrays.copyOf(promptIds, promptIds.length + output.tokens().size());
        for (int i = promptIds.length; i < context.length; i++) {
            context[i] = output.tokens().get(i - promptIds.length);
        }
        return context;
    }

    private static final class Clock {
        private final long start = System.nanoTime();

        double millis() {
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
