package org.headlinebench.metrics.quality;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.statistics.Bootstrap;

/**
 * The quality of one run over its samples.
 *
 * @param samples number of headlines, at least 1
 * @param rouge1 means with their intervals, as for the other variants
 * @param lengthRatio {@code Σ} generated words / {@code Σ} actual words: a model that only writes shorter headlines
 *        shows here; absent where the actual headlines have no word
 */
public record QualitySummary(int samples, RougeMeans rouge1, RougeMeans rouge2, RougeMeans rougeL, RougeMeans rougeLsum,
        OptionalDouble lengthRatio) {

    public QualitySummary {
        Objects.requireNonNull(rouge1, "rouge1");
        Objects.requireNonNull(rouge2, "rouge2");
        Objects.requireNonNull(rougeL, "rougeL");
        Objects.requireNonNull(rougeLsum, "rougeLsum");
        if (samples < 1) {
            throw new IllegalArgumentException("a summary needs a sample, there are " + samples);
        }
        if (!(lengthRatio.orElse(0) >= 0 && lengthRatio.orElse(0) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lengthRatio must be finite and not negative: " + lengthRatio);
        }
    }

    /** Summarizes headlines; empty where there are none. */
    public static Optional<QualitySummary> of(List<HeadlineScore> headlines, Bootstrap bootstrap) {
        if (headlines.isEmpty()) {
            return Optional.empty();
        }
        List<RougeMeans> means = RougeMeans.ofAll(headlines.stream().map(HeadlineScore::rouge).toList(), bootstrap);
        return Optional.of(new QualitySummary(headlines.size(), means.get(RougeVariant.ROUGE_1.ordinal()),
                means.get(RougeVariant.ROUGE_2.ordinal()), means.get(RougeVariant.ROUGE_L.ordinal()),
                means.get(RougeVariant.ROUGE_LSUM.ordinal()), lengthRatio(headlines)));
    }

    /** The means of one variant. */
    public RougeMeans of(RougeVariant variant) {
        return switch (variant) {
            case ROUGE_1 -> rouge1;
            case ROUGE_2 -> rouge2;
            case ROUGE_L -> rougeL;
            case ROUGE_LSUM -> rougeLsum;
        };
    }

    private static OptionalDouble lengthRatio(List<HeadlineScore> headlines) {
        long generated = headlines.stream().mapToLong(HeadlineScore::generatedWords).sum();
        long actual = headlines.stream().mapToLong(HeadlineScore::actualWords).sum();
        return actual == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) generated / actual);
    }
}
