package org.headlinebench.experiment.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.failure.Nearest;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.RougeMeans;

/**
 * A figure that the reference work published, and the measured one to put beside it. The reference timed the model loop
 * alone, so its seconds stand beside {@code generateMillis}.
 */
public enum PublishedFigure {
    MODEL_MEBIBYTES("modelMebibytes", "model MiB", 2,
            run -> run.run().memory().map(MemoryUse::modelBytes).map(bytes -> bytes / 1048576.0)), MEAN_SECONDS(
                    "meanSeconds", "mean s", 3, run -> run.generateSeconds().average()), MAX_SECONDS("maxSeconds",
                            "max s", 3, run -> run.generateSeconds().max()), SAMPLES_PER_SECOND("samplesPerSecond",
                                    "samples/s", 3,
                                    run -> run.summary()
                                            .latency()
                                            .map(LatencySummary::samplesPerSecond)), MEDIAN_MILLIS_PER_TOKEN(
                                                    "medianMillisPerToken", "ms/token p50", 2,
                                                    run -> run.summary()
                                                            .latency()
                                                            .flatMap(LatencySummary::tpotMillis)
                                                            .map(tpot -> tpot.p50())), MEDIAN_TOKENS_PER_SECOND(
                                                                    "medianTokensPerSecond", "tokens/s p50", 1,
                                                                    run -> run.summary()
                                                                            .latency()
                                                                            .flatMap(latency -> boxed(latency
                                                                                    .medianTokensPerSecond()))), PEAK_MEBIBYTES(
                                                                                            "peakMebibytes", "peak MiB",
                                                                                            0,
                                                                                            run -> run.peakBytes()
                                                                                                    .map(bytes -> bytes
                                                                                                            / 1048576.0)), PEAK_GIGABYTES(
                                                                                                                    "peakGigabytes",
                                                                                                                    "peak GB",
                                                                                                                    2,
                                                                                                                    run -> run
                                                                                                                            .peakBytes()
                                                                                                                            .map(bytes -> bytes
                                                                                                                                    / 1e9)), ROUGE_1(
                                                                                                                                            "rouge1",
                                                                                                                                            "R-1",
                                                                                                                                            3,
                                                                                                                                            run -> run
                                                                                                                                                    .rouge(QualitySummary::rouge1)), ROUGE_2(
                                                                                                                                                            "rouge2",
                                                                                                                                                            "R-2",
                                                                                                                                                            3,
                                                                                                                                                            run -> run
                                                                                                                                                                    .rouge(QualitySummary::rouge2)), ROUGE_L(
                                                                                                                                                                            "rougeL",
                                                                                                                                                                            "R-L",
                                                                                                                                                                            3,
                                                                                                                                                                            run -> run
                                                                                                                                                                                    .rouge(QualitySummary::rougeL)), ROUGE_LSUM(
                                                                                                                                                                                            "rougeLsum",
                                                                                                                                                                                            "R-Lsum",
                                                                                                                                                                                            3,
                                                                                                                                                                                            run -> run
                                                                                                                                                                                                    .rouge(QualitySummary::rougeLsum)),
    /** Measured by its own command, not by writing headlines. */
    ACCURACY("accuracy", "accuracy", 3, _ -> Optional.empty()),
    /** Measured by its own command, not by writing headlines. */
    JUDGE_SCORE("judgeScore", "judge", 2, _ -> Optional.empty());

    /** A run with what is computed from its samples. */
    record Measured(Run run, RunSummary summary, List<Sample> samples) {
        record Seconds(Optional<Double> average, Optional<Double> max) {}

        Seconds generateSeconds() {
            double[] seconds = samples.stream().mapToDouble(sample -> sample.times().generateMillis() / 1000).toArray();
            return new Seconds(boxed(Arrays.stream(seconds).average()), boxed(Arrays.stream(seconds).max()));
        }

        Optional<Double> peakBytes() {
            OptionalLong peak = run.memory().map(MemoryUse::peakBytes).orElse(OptionalLong.empty());
            return peak.isPresent() ? Optional.of((double) peak.getAsLong()) : Optional.empty();
        }

        Optional<Double> rouge(Function<QualitySummary, RougeMeans> variant) {
            return summary.quality().map(variant).map(means -> means.f1().mean());
        }
    }

    private final String key;
    private final String heading;
    private final int decimals;
    private final Function<Measured, Optional<Double>> measure;

    PublishedFigure(String key, String heading, int decimals, Function<Measured, Optional<Double>> measure) {
        this.key = key;
        this.heading = heading;
        this.decimals = decimals;
        this.measure = measure;
    }

    /** The figure of a key of the data file. */
    static PublishedFigure of(String key) {
        return Arrays.stream(values())
                .filter(figure -> figure.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is no figure"
                        + Nearest.suggestion(key, Arrays.stream(values()).map(figure -> figure.key).toList())));
    }

    /** The column's heading, with its unit. */
    public String heading() {
        return heading;
    }

    /** Digits behind the decimal point. */
    public int decimals() {
        return decimals;
    }

    /**
     * The measured figure of a run.
     *
     * @return empty where the run has none
     */
    public OptionalDouble measured(Run run, List<Sample> samples) {
        return measure.apply(new Measured(run, RunSummary.of(run, samples), samples))
                .stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
