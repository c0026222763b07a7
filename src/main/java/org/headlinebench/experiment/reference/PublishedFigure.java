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
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.failure.Nearest;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.RougeMeans;
import org.headlinebench.metrics.statistics.MeanEstimate;

/**
 * A figure that the reference work published, and the measured one to put beside it. The reference timed the model loop
 * alone, so its seconds stand beside {@code generateMillis}.
 */
public enum PublishedFigure {
    /** Exact size of the weights as they are held. */
    MODEL_MEBIBYTES("modelMebibytes", "model MiB", 2,
            run -> run.run().memory().map(MemoryUse::modelBytes).map(bytes -> bytes / 1048576.0)),
    /** Mean time of the model loop. */
    MEAN_SECONDS("meanSeconds", "mean s", 3, run -> run.generateSeconds().average()),
    /** Its maximum, which the reference calls p99. */
    MAX_SECONDS("maxSeconds", "max s", 3, run -> run.generateSeconds().max()),
    /** Articles per second of wall time. */
    SAMPLES_PER_SECOND("samplesPerSecond", "samples/s", 3,
            run -> run.summary().latency().map(LatencySummary::samplesPerSecond)),
    /** Median time per output token. */
    MEDIAN_MILLIS_PER_TOKEN("medianMillisPerToken", "ms/token p50", 2,
            run -> run.summary().latency().flatMap(LatencySummary::tpotMillis).map(tpot -> tpot.p50())),
    /** Median over articles of tokens per second. */
    MEDIAN_TOKENS_PER_SECOND("medianTokensPerSecond", "tokens/s p50", 1,
            run -> run.summary().latency().flatMap(latency -> boxed(latency.medianTokensPerSecond()))),
    /** Peak memory of the run, in MiB. */
    PEAK_MEBIBYTES("peakMebibytes", "peak MiB", 0, run -> run.peakBytes().map(bytes -> bytes / 1048576.0)),
    /** The same in GB, as FastLlama has it. */
    PEAK_GIGABYTES("peakGigabytes", "peak GB", 2, run -> run.peakBytes().map(bytes -> bytes / 1e9)),
    /** Mean F1. */
    ROUGE_1("rouge1", "R-1", 3, run -> run.rouge(QualitySummary::rouge1)),
    /** Mean F1. */
    ROUGE_2("rouge2", "R-2", 3, run -> run.rouge(QualitySummary::rouge2)),
    /** Mean F1. */
    ROUGE_L("rougeL", "R-L", 3, run -> run.rouge(QualitySummary::rougeL)),
    /** Mean F1. */
    ROUGE_LSUM("rougeLsum", "R-Lsum", 3, run -> run.rouge(QualitySummary::rougeLsum)),
    /** Multiple choice: from the newest stored evaluation of the run's configuration ({@code quality race}). */
    ACCURACY("accuracy", "accuracy", 3,
            run -> run.evaluation(each -> each.accuracy().map(result -> result.accuracy().share()))),
    /** A judge's mean score: from the newest stored evaluation of the run's outputs ({@code quality judge}). */
    JUDGE_SCORE("judgeScore", "judge", 2,
            run -> run.evaluation(each -> each.judged().flatMap(JudgeResult::score).map(MeanEstimate::mean)));

    /** A run with what is computed from its samples. */
    record Measured(Run run, RunSummary summary, List<Sample> samples, List<Evaluation> evaluations) {
        record Seconds(Optional<Double> average, Optional<Double> max) {}

        Seconds generateSeconds() {
            double[] seconds = samples.stream().mapToDouble(sample -> sample.times().generateMillis() / 1000).toArray();
            return new Seconds(boxed(Arrays.stream(seconds).average()), boxed(Arrays.stream(seconds).max()));
        }

        Optional<Double> peakBytes() {
            OptionalLong peak = run.memory().map(MemoryUse::peakBytes).orElse(OptionalLong.empty());
            return peak.isPresent() ? Optional.of((double) peak.getAsLong()) : Optional.empty();
        }

        Optional<Double> evaluation(Function<Evaluation, Optional<Double>> result) {
            return evaluations.stream()
                    .filter(each -> each.isAbout(run))
                    .map(result)
                    .flatMap(Optional::stream)
                    .findFirst();
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

    /** The command that measures it where runs do not; absent for what a run shows. */
    public Optional<String> command() {
        return switch (this) {
            case ACCURACY -> Optional.of("quality race");
            case JUDGE_SCORE -> Optional.of("quality judge");
            default -> Optional.empty();
        };
    }

    /** Digits behind the decimal point. */
    public int decimals() {
        return decimals;
    }

    /**
     * The measured figure of a run.
     *
     * @param evaluations what is stored of quality beyond ROUGE, the newest first
     * @return empty where the run has none
     */
    public OptionalDouble measured(Run run, List<Sample> samples, List<Evaluation> evaluations) {
        return measure.apply(new Measured(run, RunSummary.of(run, samples), samples, evaluations))
                .stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
