package org.headlinebench.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.headlinebench.optimization.Decoding;
import org.headlinebench.tokenizer.Tokenizer;

/**
 * The decode loop: text in, tokens out, with the time of everything. After the pass over the prompt each round asks a
 * {@link Proposer} for tokens and has the model verify them in one pass; plain decoding is the same with none proposed.
 */
public final class Generator {
    private final LanguageModel model;
    private final Proposers proposers;
    private final Optional<? extends Reuse> reuse;
    private final Tokenizer tokenizer;
    private final Decoding decoding;
    private final StopCondition stop;
    private final int maxNewTokens;

    /**
     * @param draft  the model that proposes; there exactly if the decoding is speculative
     * @param reuse  of what prompts begin with and {@code model} has computed already
     */
    public Generator(LanguageModel model, Optional<LanguageModel> draft, Optional<? extends Reuse> reuse,
            Tokenizer tokenizer, Decoding decoding, StopCondition stop, int maxNewTokens) {
        this.model = model;
        this.proposers = new Proposers(model, draft, decoding, tokenizer);
        this.reuse = reuse;
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
        return generate(prompt, addSpecialTokens, stream, _ -> {}, cancelled);
    }

    /**
     * The same, telling the text as it grows.
     *
     * @param wrote after each pass but the last; gives the text so far, which may end within a character
     */
    public Generation generate(String prompt, boolean addSpecialTokens, long stream, Consumer<Supplier<String>> wrote,
            BooleanSupplier cancelled) {
        var writing = new Writing(tokenizer, prompt, addSpecialTokens, stop, maxNewTokens, OptionalDouble.empty(),
                cancelled);
        int[] promptIds = writing.promptIds();
        var tally = new SpeculationTally();
        int capacity = promptIds.length + maxNewTokens;
        TokenSequence sequence = model.open(capacity, decoding.rule(), stream);
        int there;
        long keyValueBytes;
        long draftKeyValueBytes;
        try (Proposer proposer = proposers.open(capacity, stream, stop)) {
            there = reuse.map(kept -> kept.begin(sequence, promptIds)).orElse(0);
            int first = sequence.next(Arrays.copyOfRange(promptIds, there, promptIds.length));
            writing.output().take(writing.millis(), first);
            while (!writing.output().isOver()) {
                wrote.accept(writing.output()::text);
                round(sequence, proposer, writing, tally);
            }
            keyValueBytes = sequence.keyValueBytes();
            draftKeyValueBytes = proposer.keyValueBytes();
        } catch (RuntimeException | Error e) {
            sequence.close();
            throw e;
        }
        reuse.ifPresentOrElse(kept -> kept.done(sequence, writing.context()), sequence::close);
        return writing.end(there, keyValueBytes, draftKeyValueBytes, decoding.speculates()
                ? Optional.of(tally.total(writing.output().tokens().size()))
                : Optional.empty());
    }

    /** One token fewer is proposed than there is room for, since the pass that verifies yields one more. */
    private static void round(TokenSequence sequence, Proposer proposer, Writing writing, SpeculationTally tally) {
        Output output = writing.output();
        double start = writing.millis();
        try (Proposal proposal = proposer.propose(writing.context(), output.room() - 1)) {
            double proposed = writing.millis();
            int last = output.tokens().getLast();
            int[] chosen = proposal.tokens().isEmpty()
                    ? new int[]{sequence.next(last)}
                    : sequence.verify(proposal, last);
            double verified = writing.millis();
            int taken = output.take(verified, chosen);
            tally.pass(proposal.tokens().size(), Math.min(taken, chosen.length - 1), taken,
                    proposed - start,
                    verified - proposed);
            proposer.accepted(chosen.length - 1);
        }
    }
}
