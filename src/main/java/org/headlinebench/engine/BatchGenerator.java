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
import java.util.function.Supplier;

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
     * How a prompt is to be continued.
     *
     * @param rule         chooses its tokens
     * @param stop         ends it
     * @param maxNewTokens token limit
     * @param constraint   what its tokens must be like, where not every text will do
     * @param cancelled    asked after every token; what is cancelled is dropped
     */
    public record Terms(Decoding.Plain rule, StopCondition stop, int maxNewTokens, Optional<TokenConstraint> constraint,
            BooleanSupplier cancelled) {
        /** Any text, wanted to the end. */
        public Terms(Decoding.Plain rule, StopCondition stop, int maxNewTokens) {
            this(rule, stop, maxNewTokens, Optional.empty(), () -> false);
        }
    }

    /**
     * A prompt that waits.
     *
     * @param tag         given back with what came of it
     * @param stream      which stream of random numbers a sampled generation draws from
     * @param sinceNanos  since when it waits, by {@link System#nanoTime}
     */
    public record Request<T>(T tag, String prompt, boolean addSpecialTokens, long stream, Terms terms,
            long sinceNanos) {
        /** One that waits from now on. */
        public Request(T tag, String prompt, boolean addSpecialTokens, long stream, Terms terms) {
            this(tag, prompt, addSpecialTokens, stream, terms, System.nanoTime());
        }
    }

    /** Where requests come from, while others are being written. */
    public interface Arrivals<T> {
        /**
         * The next request.
         *
         * @param wait whether to wait for one, since nothing is being written
         * @return absent if there is none now; where it waited, if there will never be one again
         */
        Optional<Request<T>> next(boolean wait);
    }

    /** Is told what came of each request. */
    public interface Listener<T> {
        /**
         * Another token is there, not the last.
         *
         * @param text gives the text so far, which may end within a character
         */
        default void wrote(T tag, Supplier<String> text) {}

        /** @param openBytes of all caches that were open when this one was finished */
        void finished(T tag, Generation generation, long openBytes);

        /** It was cancelled; nothing more will be heard of it. */
        default void dropped(T tag) {}
    }

    private final LanguageModel model;
    private final Optional<SharedPrefix> prefix;
    private final Tokenizer tokenizer;
    private final Batching batching;
    private final Proposers proposers;
    private final boolean speculates;
    private int mostTogether;

    /** Where nothing is proposed. */
    public BatchGenerator(LanguageModel model, Optional<SharedPrefix> prefix, Tokenizer tokenizer, Batching batching) {
        this(model, Optional.empty(), prefix, tokenizer, new Decoding.Greedy(), batching);
    }

    /**
     * @param draft    the model that proposes; there exactly if the decoding is speculative
     * @param prefix   what prompts begin with, already computed by {@code model}
     * @param decoding says who proposes tokens; the rule by which they are chosen is each request's
     */
    public BatchGenerator(LanguageModel model, Optional<LanguageModel> draft, Optional<SharedPrefix> prefix,
            Tokenizer tokenizer, Decoding decoding, Batching batching) {
        this.proposers = new Proposers(model, draft, decoding, tokenizer);
        this.speculates = decoding.speculates();
        this.model = model;
        this.prefix = prefix;
        this.tokenizer = tokenizer;
        this.batching = batching;
    }

    /**
     * Continues all prompts.
     *
     * @param cancelled asked before every step; what is not finished then is dropped
     */
    public <T> void generate(Collection<Request<T>> requests, Listener<T> listener, BooleanSupplier cancelled) {
        Deque<Request<T>> waiting = new ArrayDeque<>(requests);
        generate(_ -> Optional.ofNullable(waiting.poll()), listener, cancelled);
    }

    /** Continues prompts as they arrive, until there will be none again. */
    public <T> void generate(Arrivals<T> arrivals, Listener<T> listener, BooleanSupplier cancelled) {
        List<Slot<T>> open = new ArrayList<>();
        try {
            while (!cancelled.getAsBoolean()) {
                admit(arrivals, open);
                if (open.isEmpty()) {
                    return;
                }
                step(open);
                finish(open, listener);
            }
        } finally {
            open.forEach(Slot::close);
        }
    }

    private <T> void admit(Arrivals<T> arrivals, List<Slot<T>> open) {
        boolean mayJoin = switch (batching) {
            case Batching.Single _,Batching.Static _ -> open.isEmpty();
            case Batching.Continuous _ -> true;
        };
        while (mayJoin && open.size() < batching.sequences()) {
            Optional<Request<T>> request = arrivals.next(open.isEmpty());
            request.ifPresent(arrived -> open.add(opened(arrived)));
            mayJoin = request.isPresent();
        }
    }

    private <T> Slot<T> opened(Request<T> request) {
        Terms terms = request.terms();
        var writing = new Writing(tokenizer, request.prompt(), request.addSpecialTokens(), terms.stop(),
                terms.maxNewTokens(), OptionalDouble.of((System.nanoTime() - request.sinceNanos()) / 1e6),
                terms.cancelled());
        int[] prompt = writing.promptIds();
        int capacity = prompt.length + terms.maxNewTokens();
        TokenSequence sequence = model.open(capacity, terms.rule(), request.stream());
        int there = prefix.map(shared -> shared.begin(sequence, prompt)).orElse(0);
        return new Slot<>(request.tag(), writing, sequence, terms.constraint(),
                proposers.open(capacity, request.stream(), terms.stop()), there,
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
                ? Arrays.stream(model.nextOfEach(sequences, fed, open.stream().map(Slot::allowed).toList()))
                        .mapToObj(token -> new int[]{token})
                        .toList()
                : model.verifyEach(sequences, fed, open.stream().map(slot -> slot.proposal).toList());
        double passMillis = (System.nanoTime() - start) / 1e6;
        for (int i = 0; i < open.size(); i++) {
            open.get(i).take(chosen.get(i), passMillis);
        }
    }

    private <T> void finish(List<Slot<T>> open, Listener<T> listener) {
        for (Slot<T> slot : open) {
            if (!slot.isOver()) {
                listener.wrote(slot.tag, slot.writing.output()::text);
            }
        }
        List<Slot<T>> over = open.stream().filter(Slot::isOver).toList();
        if (over.isEmpty()) {
            return;
        }
        long bytes = open.stream().mapToLong(slot -> slot.sequence.keyValueBytes()).sum();
        for (Slot<T> slot : over) {
            Generation generation = slot.writing.end(slot.reused, slot.sequence.keyValueBytes(),
                    slot.proposer.keyValueBytes(), speculates
                            ? Optional.of(slot.tally.total(slot.writing.output().tokens().size()))
                            : Optional.empty());
            slot.close();
            open.remove(slot);
            if (generation.finishReason() == FinishReason.CANCELLED) {
                listener.dropped(slot.tag);
            } else {
                listener.finished(slot.tag, generation, bytes);
            }
        }
    }

    private static final class Slot<T> {
        private final T tag;
        private final Writing writing;
        private final TokenSequence sequence;
        private final Optional<TokenConstraint> constraint;
        private final Proposer proposer;
        private final SpeculationTally tally = new SpeculationTally();
        private final int reused;
        private int[] fed;
        private Proposal proposal = Proposal.NONE;
        private double draftMillis;

        Slot(T tag, Writing writing, TokenSequence sequence, Optional<TokenConstraint> constraint, Proposer proposer,
                int reused, int[] fed) {
            this.tag = tag;
            this.writing = writing;
            this.sequence = sequence;
            this.constraint = constraint;
            this.proposer = proposer;
            this.reused = reused;
            this.fed = fed;
        }

        boolean isOver() {
            return writing.output().isOver();
        }

        AllowedTokens allowed() {
            return constraint.map(rule -> rule.allowed(writing.output().room())).orElse(AllowedTokens.ALL);
        }

        /**
         * The first pass is the prompt alone; then one token fewer than there is room for, since a pass yields one more.
         * Constrained text is chosen token by token.
         */
        void propose() {
            double start = writing.millis();
            proposal = writing.output().tokens().isEmpty() || constraint.isPresent()
                    ? Proposal.NONE
                    : proposer.propose(writing.context(), writing.output().room() - 1);
            draftMillis = writing.millis() - start;
        }

        void take(int[] chosen, double passMillis) {
            boolean isPrompt = writing.output().tokens().isEmpty();
            int taken = writing.output().take(writing.millis(), chosen);
            if (!isPrompt) {
                tally.pass(proposal.tokens().size(), Math.min(taken, chosen.length - 1), taken, draftMillis,
                        passMillis);
                proposer.accepted(chosen.length - 1);
            }
            proposal.close();
            fed = new int[]{writing.output().tokens().getLast()};
            constraint.ifPresent(rule -> {
                rule.take(chosen[0]);
                if (rule.isComplete()) {
                    writing.output().complete();
                }
            });
        }

        void close() {
            proposal.close();
            proposer.close();
            sequence.close();
        }
    }
}
