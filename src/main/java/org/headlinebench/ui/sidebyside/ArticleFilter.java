package org.headlinebench.ui.sidebyside;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Messages;

/**
 * Which articles are shown.
 *
 * @param text     words that must all be found in the article or in a headline, in any letter case
 * @param category the only category to show; empty for all
 * @param kind     which relation of the headlines is shown
 */
record ArticleFilter(String text, String category, Kind kind) {

    /** Everything. */
    static final ArticleFilter ALL = new ArticleFilter("", "", Kind.ALL);

    /** Relations of an article's headlines to one another and to the actual one. */
    enum Kind {
        ALL, DIFFERENT, NOTHING_SHARED;

        @Override
        public String toString() {
            return Messages.text("sideBySide.kind." + name());
        }
    }

    /** What is looked for in texts, in small letters; {@link #accepts} says nothing about it. */
    Set<String> words() {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(wanted.split("\\s+")));
    }

    /** Whether an article is of the category and the kind. */
    boolean accepts(ArticleRow row, List<RunModel> runs) {
        return (category.isEmpty() || row.article().category().equals(category)) && switch (kind) {
            case ALL -> true;
            case DIFFERENT -> isDifferent(row, runs);
            case NOTHING_SHARED -> values(row, runs, SampleFigure.ROUGE_1).anyMatch(score -> score == 0);
        };
    }

    /** Whether some run wrote other tokens than the first one; what is not written yet differs from nothing. */
    static boolean isDifferent(ArticleRow row, List<RunModel> runs) {
        return !runs.isEmpty() && row.place(1).isPresent()
                && runs.stream()
                        .flatMapToLong(run -> row.place(run.ordinal()).stream().mapToLong(run.numbers()::tokens))
                        .distinct()
                        .count() > 1;
    }

    /** A number of each sample that was written for an article. */
    static DoubleStream values(ArticleRow row, List<RunModel> runs, SampleFigure figure) {
        return runs.stream()
                .flatMapToDouble(run -> row.place(run.ordinal())
                        .stream()
                        .mapToDouble(place -> run.numbers().value(figure, place)));
    }
}
