package org.headlinebench.ui.sidebyside;

import java.util.Comparator;
import java.util.List;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Messages;

/** In which order articles are shown. */
enum ArticleOrder {
    ROW, WORST_ROUGE, BEST_ROUGE, SLOWEST;

    @Override
    public String toString() {
        return Messages.text("sideBySide.order." + name());
    }

    /** Articles that nothing was written for come last. */
    Comparator<ArticleRow> comparator(List<RunModel> runs) {
        Comparator<ArticleRow> byRow = Comparator.comparingInt(row -> row.article().rowNumber());
        return switch (this) {
            case ROW -> byRow;
            case WORST_ROUGE -> by(runs, SampleFigure.ROUGE_1, 1).thenComparing(byRow);
            case BEST_ROUGE -> by(runs, SampleFigure.ROUGE_1, -1).thenComparing(byRow);
            case SLOWEST -> by(runs, SampleFigure.END_TO_END_MILLIS, -1).thenComparing(byRow);
        };
    }

    private static Comparator<ArticleRow> by(List<RunModel> runs, SampleFigure figure, int sign) {
        return Comparator.comparingDouble(row -> ArticleFilter.values(row, runs, figure)
                .map(value -> sign * value)
                .min()
                .orElse(Double.POSITIVE_INFINITY));
    }
}
