package org.headlinebench.metrics.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;

/** Mean precision, recall and F1 of one ROUGE variant over the samples; F1 is the mean of F1, not the F1 of means. */
public record RougeMeans(MeanEstimate precision, MeanEstimate recall, MeanEstimate f1) {

    private static final List<ToDoubleFunction<RougeScore>> PARTS = List.of(RougeScore::precision, RougeScore::recall,
            RougeScore::f1);

    public RougeMeans {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(recall, "recall");
        Objects.requireNonNull(f1, "f1");
    }

    /** The means of each variant, in the order of {@link RougeVariant}; all intervals from the same draws. */
    static List<RougeMeans> ofAll(List<RougeScores> scores, Bootstrap bootstrap) {
        List<double[]> columns = new ArrayList<>();
        for (RougeVariant variant : RougeVariant.values()) {
            for (ToDoubleFunction<RougeScore> part : PARTS) {
                columns.add(scores.stream().mapToDouble(score -> part.applyAsDouble(score.of(variant))).toArray());
            }
        }
        List<MeanEstimate> means = MeanEstimate.ofAll(columns, bootstrap);
        return IntStream.range(0, RougeVariant.values().length)
                .map(variant -> variant * PARTS.size())
                .mapToObj(at -> new RougeMeans(means.get(at), means.get(at + 1), means.get(at + 2)))
                .toList();
    }
}
