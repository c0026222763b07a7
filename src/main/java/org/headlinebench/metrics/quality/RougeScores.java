package org.headlinebench.metrics.quality;

import java.util.Objects;

/** All ROUGE scores of one pair of texts. */
public record RougeScores(RougeScore rouge1, RougeScore rouge2, RougeScore rougeL, RougeScore rougeLsum) {
    public RougeScores {
        Objects.requireNonNull(rouge1, "rouge1");
        Objects.requireNonNull(rouge2, "rouge2");
        Objects.requireNonNull(rougeL, "rougeL");
        Objects.requireNonNull(rougeLsum, "rougeLsum");
    }

    /** The score of one variant. */
    public RougeScore of(RougeVariant variant) {
        return switch (variant) {
            case ROUGE_1 -> rouge1;
            case ROUGE_2 -> rouge2;
            case ROUGE_L -> rougeL;
            case ROUGE_LSUM -> rougeLsum;
        };
    }
}
