package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.tokenizer.Tokenizer;

/** The tokens of one generation as they arrive, and whether they are the last. */
final class Output {
    private final Tokenizer tokenizer;
    private final StopCondition stop;
    private final int maxNewTokens;
    private final BooleanSupplier cancelled;
    private final List<Integer> tokens = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();
    private OptionalInt cut = OptionalInt.empty();
    private Optional<FinishReason> reason = Optional.empty();

    Output(Tokenizer tokenizer, StopCondition stop, int maxNewTokens, BooleanSupplier cancelled) {
        this.tokenizer = tokenizer;
        this.stop = stop;
        this.maxNewTokens = maxNewTokens;
        this.cancelled = cancelled;
    }

    /**
     * Takes tokens that became available together, up to the first that ends the generation; those behind it never were.
     *
     * @return how many were taken
     */
    int take(double atMillis, int... arrived) {
        int taken = 0;
        while (taken < arrived.length && !isOver()) {
            tokens.add(arrived[taken]);
            millis.add(atMillis);
            cut = stop.atText() ? stop.findStop(allText()) : cut;
            reason = finished(arrived[taken]);
            taken++;
        }
        return taken;
    }

    /** Nothing may follow what was taken last, even where it was the last that could be taken. */
    void complete() {
        reason = Optional.of(FinishReason.STOP_SEQUENCE);
    }

    boolean isOver() {
        return reason.isPresent();
    }

    FinishReason reason() {
        return reason.orElseThrow();
    }

    List<Integer> tokens() {
        return tokens;
    }

    /** When each token arrived. */
    List<Double> millis() {
        return millis;
    }

    /** Tokens that may still come. */
    int room() {
        return maxNewTokens - tokens.size();
    }

    /** Without special tokens, up to the stop. */
    String text() {
        String text = allText();
        return cut.isPresent() ? text.substring(0, cut.getAsInt()) : text;
    }

    private String allText() {
        return tokenizer.decode(tokens.stream().mapToInt(Integer::intValue).toArray(), true);
    }

    private Optional<FinishReason> finished(int token) {
        if (stop.atEndOfSequence() && tokenizer.eosTokenIds().contains(token)) {
            return Optional.of(FinishReason.END_OF_SEQUENCE);
        }
        if (cut.isPresent()) {
            return Optional.of(FinishReason.STOP_SEQUENCE);
        }
        if (tokens.size() == maxNewTokens) {
            return Optional.of(FinishReason.LENGTH);
        }
        return cancelled.getAsBoolean() ? Optional.of(FinishReason.CANCELLED) : Optional.empty();
    }
}
