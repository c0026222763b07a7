package org.headlinebench.ui.sidebyside;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.text.Messages;

/** In which order articles are shown. */
enum ArticleOrder {
    ROW, WORST_ROUGE, BEST_ROUGE, SLOWEST;

    @Override
    public String toString() {
        return Messages.text("sideBySide.order." + name());
    }

    /** Articles that nothing was written for come last. */
    Comparator<ArticleRow> comparator(int runs) {
        Comparator<ArticleRow> byRow = Comparator.comparingInt(row -> row.article().rowNumber());
        return switch (this) {
            case ROW -> byRow;
            case WORST_ROUGE -> by(runs, sample -> sample.rouge().rouge1().f1()).thenComparing(byRow);
            case BEST_ROUGE -> by(runs, sample -> -sample.rouge().rouge1().f1()).thenComparing(byRow);
            case SLOWEST -> by(runs, sample -> -sample.times().endToEndMillis()).thenComparing(byRow);
        };
    }

    private static Comparator<ArticleRow> by(int runs, ToDoubleFunction<Sample> figure) {
        return Comparator.comparingDouble(row -> ArticleFilter.samples(row, runs)
                .stream()
                .mapToDouble(figure)
                .min()
                .orElse(Double.POSITIVE_INFINITY));
    }
}
