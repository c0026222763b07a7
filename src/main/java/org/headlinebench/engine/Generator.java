package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.tokenizer.Tokenizer;

/** The decode loop: text in, tokens one after the other, text out, with the time of everything. */
public final class Generator {
    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final Decoding decoding;
    private final StopCondition stop;
    private final int maxNewTokens;

    public Generator(LanguageModel model, Tokenizer tokenizer, Decoding decoding, StopCondition stop,
            int maxNewTokens) {
        this.model = model;
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
        var produced = new ArrayList<Integer>();
        var tokenMillis = new ArrayList<Double>();
        FinishReason reason = null;
        OptionalInt cut = OptionalInt.empty();
        long keyValueBytes;
        try (TokenSequence sequence = model.open(promptIds.length + maxNewTokens, decoding, stream)) {
            int[] fed = promptIds;
            while (reason == null) {
                int token = sequence.next(fed);
                produced.add(token);
                tokenMillis.add(clock.millis());
                cut = stop.atText() ? stop.findStop(text(produced)) : cut;
                reason = finished(token, produced.size(), cut, cancelled);
                fed = new int[]{token};
            }
            keyValueBytes = sequence.keyValueBytes();
        }
        double generated = tokenMillis.getLast();
        String text = text(produced);
        double end = clock.millis();
        var times = new SampleTimes(tokenized, tokenMillis.getFirst() - tokenized, generated - tokenized,
                Math.max(0, end - generated), end, tokenMillis);
        return new Generation(promptIds.length, produced, cut.isPresent() ? text.substring(0, cut.getAsInt()) : text,
                reason, times, keyValueBytes);
    }

    private FinishReason finished(int token, int produced, OptionalInt cut, BooleanSupplier cancelled) {
        if (stop.atEndOfSequence() && tokenizer.eosTokenIds().contains(token)) {
            return FinishReason.END_OF_SEQUENCE;
        }
        if (cut.isPresent()) {
            return FinishReason.STOP_SEQUENCE;
        }
        if (produced == maxNewTokens) {
            return FinishReason.LENGTH;
        }
        return cancelled.getAsBoolean() ? FinishReason.CANCELLED : null;
    }

    private String text(List<Integer> ids) {
        return tokenizer.decode(ids.stream().mapToInt(Integer::intValue).toArray(), true);
    }

    private static final class Clock {
        private final long start = System.nanoTime();

        double millis() {
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
