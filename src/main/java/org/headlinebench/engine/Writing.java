package org.headlinebench.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.tokenizer.Tokenizer;

/** One prompt that is being continued: its tokens, what came out so far, and its clock. */
final class Writing {
    private final long start = System.nanoTime();
    private final int[] promptIds;
    private final double tokenized;
    private final Output output;
    private final OptionalDouble queueMillis;

    /**
     * Starts the clock and reads the prompt.
     *
     * @param queueMillis how long it waited before
     */
    Writing(Tokenizer tokenizer, String prompt, boolean addSpecialTokens, StopCondition stop, int maxNewTokens,
            OptionalDouble queueMillis, BooleanSupplier cancelled) {
        promptIds = tokenizer.encode(prompt, addSpecialTokens);
        tokenized = millis();
        output = new Output(tokenizer, stop, maxNewTokens, cancelled);
        this.queueMillis = queueMillis;
    }

    /** Since the text was handed over. */
    double millis() {
        return (System.nanoTime() - start) / 1e6;
    }

    int[] promptIds() {
        return promptIds;
    }

    Output output() {
        return output;
    }

    /** Prompt and output so far. */
    int[] context() {
        int[] context = Arrays.copyOf(promptIds, promptIds.length + output.tokens().size());
        for (int i = promptIds.length; i < context.length; i++) {
            context[i] = output.tokens().get(i - promptIds.length);
        }
        return context;
    }

    /**
     * The last token is there: decodes the text and stops the clock.
     *
     * @param reusedTokens of the prompt's, those that were there before
     */
    Generation end(int reusedTokens, long keyValueBytes, long draftKeyValueBytes, Optional<Speculation> speculation) {
        double first = output.millis().getFirst();
        double generated = output.millis().getLast();
        String text = output.text();
        double end = millis();
        var times = new SampleTimes(tokenized, first - tokenized, generated - tokenized,
                Math.max(0, end - generated), end, output.millis(), queueMillis);
        return new Generation(promptIds.length, output.tokens(), text, output.reason(), times, reusedTokens,
                keyValueBytes, draftKeyValueBytes, speculation);
    }
}
