package org.headlinebench.metrics.latency;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.headlinebench.metrics.PackedNumbers;

/**
 * The times of one sample, in milliseconds. Durations are what their name says; token times count from the moment the
 * text was handed to the engine. A device is synchronized before a time is taken: a launched kernel is not a finished
 * one. Definitions follow MLPerf's loadgen, vLLM's {@code bench serve} and NVIDIA's AIPerf.
 *
 * @param tokenizeMillis text to token ids
 * @param prefillMillis the pass over the prompt, up to the first token
 * @param generateMillis the model loop alone, prefill included; what the reference work timed
 * @param detokenizeMillis token ids to text
 * @param endToEndMillis from handing over the text to the last token decoded to text (E2E)
 * @param tokenMillis when each generated token became available on the host, at least one; ascending, with equal times
 *        where speculation yields several at once. The end-of-sequence token counts
 * @param queueMillis how long the text waited for a place in a batch before that; no part of any other time. Absent where
 *        texts do not wait
 */
public record SampleTimes(double tokenizeMillis, double prefillMillis, double generateMillis, double detokenizeMillis,
        double endToEndMillis, List<Double> tokenMillis, OptionalDouble queueMillis) {

    /** A nanosecond: what conversion to floating point may add to a time that is contained in another. */
    private static final double ROUNDING_MILLIS = 1e-6;

    /** Of a text that did not wait. */
    public SampleTimes(double tokenizeMillis, double prefillMillis, double generateMillis, double detokenizeMillis,
            double endToEndMillis, List<Double> tokenMillis) {
        this(tokenizeMillis, prefillMillis, generateMillis, detokenizeMillis, endToEndMillis, tokenMillis,
                OptionalDouble.empty());
    }

    public SampleTimes {
        tokenMillis = PackedNumbers.doubles(tokenMillis);
        queueMillis.ifPresent(wait -> requireTime("queueMillis", wait, Double.MAX_VALUE));
        requireTime("endToEndMillis", endToEndMillis, Double.MAX_VALUE);
        requireTime("tokenizeMillis", tokenizeMillis, endToEndMillis);
        requireTime("generateMillis", generateMillis, endToEndMillis);
        requireTime("prefillMillis", prefillMillis, generateMillis);
        requireTime("detokenizeMillis", detokenizeMillis, endToEndMillis);
        if (tokenMillis.isEmpty()) {
            throw new IllegalArgumentException("a sample without a token has no times");
        }
        double previous = 0;
        for (double time : tokenMillis) {
            requireTime("tokenMillis", time, endToEndMillis);
            if (time < previous) {
                throw new IllegalArgumentException("token times must not fall: " + previous + " ms, then " + time);
            }
            previous = time;
        }
    }

    /** Number of generated tokens, at least 1. */
    public int outputTokens() {
        return tokenMillis.size();
    }

    /** Time to first token: from handing over the text, tokenization included. */
    public double ttftMillis() {
        return tokenMillis.getFirst();
    }

    /** Inter-token latencies: the {@code outputTokens − 1} differences of consecutive token times. */
    public List<Double> interTokenMillis() {
        return IntStream.range(1, tokenMillis.size())
                .mapToObj(i -> tokenMillis.get(i) - tokenMillis.get(i - 1))
                .toList();
    }

    /** Time per output token: {@code (E2E − TTFT) / (outputTokens − 1)}; absent for a single token. */
    public OptionalDouble tpotMillis() {
        return outputTokens() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, endToEndMillis - ttftMillis()) / (outputTokens() - 1));
    }

    /** The model loop after the prefill: {@code generateMillis − prefillMillis}. */
    public double decodeMillis() {
        return Math.max(0, generateMillis - prefillMillis);
    }

    /** {@code outputTokens} per second of {@code generateMillis}, beside published numbers; absent where that is 0. */
    public OptionalDouble tokensPerSecond() {
        return perSecond(outputTokens(), generateMillis);
    }

    /** Tokens after the first per second of {@link #decodeMillis}; absent for a single token. */
    public OptionalDouble decodeTokensPerSecond() {
        return outputTokens() < 2 ? OptionalDouble.empty() : perSecond(outputTokens() - 1, decodeMillis());
    }

    private static OptionalDouble perSecond(int tokens, double millis) {
        return millis > 0 ? OptionalDouble.of(1000 * tokens / millis) : OptionalDouble.empty();
    }

    private static void requireTime(String name, double millis, double limitMillis) {
        if (!(millis >= 0 && millis <= limitMillis + ROUNDING_MILLIS)) {
            throw new IllegalArgumentException(name + " must lie within 0 and " + limitMillis + ": " + millis);
        }
    }
}
