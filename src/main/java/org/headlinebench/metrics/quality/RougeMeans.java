package org.headlinebench.metrics.quality;

import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;

/** Mean precision, recall and F1 of one ROUGE variant over the samples; F1 is the mean of F1, not the F1 of means. */
public record RougeMeans(MeanEstimate precision, MeanEstimate recall, MeanEstimate f1) {
    public RougeMeans {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(recall, "recall");
        Objects.requireNonNull(f1, "f1");
    }

    static RougeMeans of(List<RougeScore> scores, Bootstrap bootstrap) {
        return new RougeMeans(mean(scores, RougeScore::precision, bootstrap),
                mean(scores, RougeScore::recall, bootstrap), mean(scores, RougeScore::f1, bootstrap));
    }

    private static MeanEstimate mean(List<RougeScore> scores, ToDoubleFunction<RougeScore> part, Bootstrap bootstrap) {
        return MeanEstimate.of(scores.stream().mapToDouble(part).toArray(), bootstrap);
    }
}
