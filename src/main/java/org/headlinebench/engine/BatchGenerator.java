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
    private final Decoding.Plain rule;
    private final Batching batching;
    private final StopCondition stop;
    private final int maxNewTokens;
    private int mostTogether;

    public BatchGenerator(LanguageModel model, Optional<SharedPrefix> prefix, Tokenizer tokenizer, Decoding.Plain rule,
            Batching batching, StopCondition stop, int maxNewTokens) {
        this.model = model;
        this.prefix = prefix;
        this.tokenizer = tokenizer;
        this.rule = rule;
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
            open.forEach(slot -> slot.sequence.close());
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
        TokenSequence sequence = model.open(prompt.length + maxNewTokens, rule, request.stream());
        int there = prefix.map(shared -> shared.begin(sequence, prompt)).orElse(0);
        return new Slot<>(request.tag(), writing, sequence, there, Arrays.copyOfRange(prompt, there, prompt.length));
    }

    /** The most sequences that were in one pass so far. */
    public int mostTogether() {
        return mostTogether;
    }

    private <T> void step(List<Slot<T>> open) {
        mostTogether = Math.max(mostTogether, open.size());
        int[] next = model.nextOfEach(open.stream().map(slot -> slot.sequence).toList(),
                open.stream().map(slot -> slot.fed).toList());
        for (int i = 0; i < next.length; i++) {
            Slot<T> slot = open.get(i);
            slot.writing.output().take(slot.writing.millis(), next[i]);
            slot.fed = new int[]{next[i]};
        }
    }

    private static <T> void finish(List<Slot<T>> open, Listener<T> listener) {
        List<Slot<T>> over = open.stream().filter(slot -> slot.writing.output().isOver()).toList();
        if (over.isEmpty()) {
            return;
        }
        long bytes = open.stream().mapToLong(slot -> slot.sequence.keyValueBytes()).sum();
        for (Slot<T> slot : over) {
            Generation generation = slot.writing.end(slot.reused, slot.sequence.keyValueBytes(), 0, Optional.empty());
            slot.sequence.close();
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
        private final int reused;
        private int[] fed;

        Slot(T tag, Writing writing, TokenSequence sequence, int reused, int[] fed) {
            this.tag = tag;
            this.writing = writing;
            this.sequence = sequence;
            this.reused = reused;
            this.fed = fed;
        }
    }
}
