package org.headlinebench.metrics.latency;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import org.headlinebench.metrics.statistics.Distribution;

/**
 * Latency and throughput of one run over its samples, warm-up left out.
 *
 * @param endToEndMillis E2E latency per sample
 * @param ttftMillis time to first token per sample
 * @param tpotMillis time per output token, over the samples of at least 2 tokens; absent where there is none
 * @param interTokenMillis inter-token latencies of all samples together; absent where no sample has 2 tokens
 * @param queueMillis how long samples waited for a place in a batch, no part of any other time; absent where none waits
 * @param outputTokens {@code Σ} output tokens
 * @param wallMillis wall time of the measured part, above 0
 * @param outputTokensPerSecond {@code outputTokens} / wall time
 * @param samplesPerSecond samples / wall time
 * @param tokensPerSecondPerUser 1 / mean TPOT; absent with it, and where it is 0
 * @param medianTokensPerSecond median over the samples of {@link SampleTimes#tokensPerSecond}
 */
public record LatencySummary(Distribution endToEndMillis, Distribution ttftMillis, Optional<Distribution> tpotMillis,
        Optional<Distribution> interTokenMillis, Optional<Distribution> queueMillis, long outputTokens,
        double wallMillis, double outputTokensPerSecond,
        double samplesPerSecond, OptionalDouble tokensPerSecondPerUser, OptionalDouble medianTokensPerSecond) {

    public LatencySummary {
        requirePositive("wallMillis", wallMillis);
        requirePositive("outputTokens", outputTokens);
        requirePositive("outputTokensPerSecond", outputTokensPerSecond);
        requirePositive("samplesPerSecond", samplesPerSecond);
        requirePositive("tokensPerSecondPerUser", tokensPerSecondPerUser.orElse(1));
        requirePositive("medianTokensPerSecond", medianTokensPerSecond.orElse(1));
        if (endToEndMillis.count() != ttftMillis.count()) {
            throw new IllegalArgumentException("E2E and TTFT cover different numbers of samples");
        }
        if (tpotMillis.isPresent() != interTokenMillis.isPresent()) {
            throw new IllegalArgumentException("TPOT and ITL are both there or both absent");
        }
    }

    /**
     * Summarizes samples.
     *
     * @param samples in any order
     * @param wallMillis wall time of the measured part, above 0; with several samples at a time less than their sum
     * @return empty where there are no samples
     */
    public static Optional<LatencySummary> of(List<SampleTimes> samples, double wallMillis) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        Distribution endToEnd = distribution(samples, SampleTimes::endToEndMillis);
        Distribution ttft = distribution(samples, SampleTimes::ttftMillis);
        Optional<Distribution> tpot = Distribution.of(
                samples.stream().map(SampleTimes::tpotMillis).flatMapToDouble(OptionalDouble::stream).toArray());
        Optional<Distribution> interToken = Distribution.of(samples.stream()
                .flatMap(sample -> sample.interTokenMillis().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        Optional<Distribution> tokensPerSecond = Distribution.of(
                samples.stream().map(SampleTimes::tokensPerSecond).flatMapToDouble(OptionalDouble::stream).toArray());
        Optional<Distribution> queue = Distribution.of(
                samples.stream().map(SampleTimes::queueMillis).flatMapToDouble(OptionalDouble::stream).toArray());
        long outputTokens = samples.stream().mapToLong(SampleTimes::outputTokens).sum();
        return Optional.of(new LatencySummary(endToEnd, ttft, tpot, interToken, queue, outputTokens, wallMillis,
                1000 * outputTokens / wallMillis, 1000 * samples.size() / wallMillis,
                tokensPerSecondPerUser(tpot), tokensPerSecond.stream().mapToDouble(Distribution::p50).findFirst()));
    }

    /** Number of samples. */
    public int samples() {
        return endToEndMillis.count();
    }

    private static Distribution distribution(List<SampleTimes> samples, ToDoubleFunction<SampleTimes> time) {
        return Distribution.of(samples.stream().mapToDouble(time).toArray()).orElseThrow();
    }

    private static OptionalDouble tokensPerSecondPerUser(Optional<Distribution> tpotMillis) {
        return tpotMillis.stream().mapToDouble(tpot -> 1000 / tpot.mean()).filter(Double::isFinite).findFirst();
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0: " + value);
        }
    }
}
