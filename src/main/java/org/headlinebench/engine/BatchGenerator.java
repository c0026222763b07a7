package org.headlinebench.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.tokenizer.Tokenizer;

/**
 * Continues many prompts, several at a time: each step is one pass of the model for all sequences that are open, whether
 * they bring a prompt or their newest token.
 */
public final class BatchGenerator {
    /**
     * A prompt that waits.
     *
     * @param tag    given back with what came of it
     * @param stream which stream of random numbers a sampled generation draws from
     */
    public record Request<T>(T tag, String prompt, boolean addSpecialTokens, long stream) {}

    /** Is told what came of each request as it is finished. */
    public interface Listener<T> {
        /** @param openBytes of all caches that were open when this one was finished */
        void finished(T tag, Generation generation, long openBytes);
    }

    private final LanguageModel model;
    private final Optional<SharedPrefix> prefix;
    private final Tokenizer tokenizer;
    private final Decoding decoding;
    private final Proposers proposers;
    private final Batching batching;
    private final StopCondition stop;
    private final int maxNewTokens;
    private int mostTogether;

    /**
     * @param draft  the model that proposes; there exactly if the decoding is speculative
     * @param prefix what prompts begin with, already computed by {@code model}
     */
    public BatchGenerator(LanguageModel model, Optional<LanguageModel> draft, Optional<SharedPrefix> prefix,
            Tokenizer tokenizer, Decoding decoding, Batching batching, StopCondition stop, int maxNewTokens) {
        this.proposers = new Proposers(model, draft, decoding, stop, tokenizer);
        this.model = model;
        this.prefix = prefix;
        this.tokenizer = tokenizer;
        this.decoding = decoding;
        this.batching = batching;
        this.stop = stop;
        this.maxNewTokens = maxNewTokens;
    }

    /**
     * Continues all prompts, which count as waiting from now on.
     *
     * @param cancelled asked before every step; what is not finished then is dropped
     */
    public <T> void generate(Collection<Request<T>> requests, Listener<T> listener, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        Deque<Request<T>> waiting = new ArrayDeque<>(requests);
        List<Slot<T>> open = new ArrayList<>();
        try {
            while ((!waiting.isEmpty() || !open.isEmpty()) && !cancelled.getAsBoolean()) {
                admit(waiting, open, start);
                step(open);
                finish(open, listener);
            }
        } finally {
            open.forEach(Slot::close);
        }
    }

    private <T> void admit(Deque<Request<T>> waiting, List<Slot<T>> open, long start) {
        boolean mayJoin = switch (batching) {
            case Batching.Single _,Batching.Static _ -> open.isEmpty();
            case Batching.Continuous _ -> true;
        };
        while (mayJoin && open.size() < batching.sequences() && !waiting.isEmpty()) {
            open.add(opened(waiting.remove(), (System.nanoTime() - start) / 1e6));
        }
    }

    private <T> Slot<T> opened(Request<T> request, double waited) {
        var writing = new Writing(tokenizer, request.prompt(), request.addSpecialTokens(), stop, maxNewTokens,
                OptionalDouble.of(waited), () -> false);
        int[] prompt = writing.promptIds();
        int capacity = prompt.length + maxNewTokens;
        TokenSequence sequence = model.open(capacity, decoding.rule(), request.stream());
        int there = prefix.map(shared -> shared.begin(sequence, prompt)).orElse(0);
        return new Slot<>(request.tag(), writing, sequence, proposers.open(capacity, request.stream()), there,
                Arrays.copyOfRange(prompt, there, prompt.length));
    }

    /** The most sequences that were in one pass so far. */
    public int mostTogether() {
        return mostTogether;
    }

    private <T> void step(List<Slot<T>> open) {
        mostTogether = Math.max(mostTogether, open.size());
        open.forEach(Slot::propose);
        List<TokenSequence> sequences = open.stream().map(slot -> slot.sequence).toList();
        List<int[]> fed = open.stream().map(slot -> slot.fed).toList();
        long start = System.nanoTime();
        List<int[]> chosen = open.stream().allMatch(slot -> slot.proposal.tokens().isEmpty())
                ? Arrays.stream(model.nextOfEach(sequences, fed)).mapToObj(token -> new int[]{token}).toList()
                : model.verifyEach(sequences, fed, open.stream().map(slot -> slot.proposal).toList());
        double passMillis = (System.nanoTime() - start) / 1e6;
        for (int i = 0; i < open.size(); i++) {
            open.get(i).take(chosen.get(i), passMillis);
        }
    }

    private <T> void finish(List<Slot<T>> open, Listener<T> listener) {
        List<Slot<T>> over = open.stream().filter(slot -> slot.writing.output().isOver()).toList();
        if (over.isEmpty()) {
            return;
        }
        long bytes = open.stream().mapToLong(slot -> slot.sequence.keyValueBytes()).sum();
        for (Slot<T> slot : over) {
            Generation generation = slot.writing.end(slot.reused, slot.sequence.keyValueBytes(),
                    slot.proposer.keyValueBytes(), decoding.speculates()
                            ? Optional.of(slot.tally.total(slot.writing.output().tokens().size()))
                            : Optional.empty());
            slot.close();
            open.remove(slot);
            if (generation.finishReason() != FinishReason.CANCELLED) {
                listener.finished(slot.tag, generation, bytes);
            }
        }
    }

    private static final class Slot<T> {
        private final T tag;
        private final Writing writing;
        private final TokenSequence sequence;
        private final Proposer proposer;
        private final SpeculationTally tally = new SpeculationTally();
        private final int reused;
        private int[] fed;
        private Proposal proposal = Proposal.NONE;
        private double draftMillis;

        Slot(T tag, Writing writing, TokenSequence sequence, Proposer proposer, int reused, int[] fed) {
            this.tag = tag;
            this.writing = writing;
            this.sequence = sequence;
            this.proposer = proposer;
            this.reused = reused;
            this.fed = fed;
        }

        /** The first pass is the prompt alone; then one token fewer than there is room for, since a pass yields one more. */
        void propose() {
            double start = writing.millis();
            proposal = writing.output().tokens().isEmpty()
                    ? Proposal.NONE
                    : proposer.propose(writing.context(), writing.output().room() - 1);
            draftMillis = writing.millis() - start;
        }

        void take(int[] chosen, double passMillis) {
            boolean isPrompt = writing.output().tokens().isEmpty();
            int taken = writing.output().take(writing.millis(), chosen);
            if (!isPrompt) {
                tally.pass(proposal.tokens().size(), Math.min(taken, chosen.length - 1), draftMillis, passMillis);
                proposer.accepted(chosen.length - 1);
            }
            proposal.close();
            fed = new int[]{writing.output().tokens().getLast()};
        }

        void close() {
            proposal.close();
            proposer.close();
            sequence.close();
        }
    }
}
