package org.headlinebench.ui.sidebyside;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.result.Sample;
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

    boolean accepts(ArticleRow row, int runs) {
        return (category.isEmpty() || row.article().category().equals(category)) && isOfKind(row, runs)
                && hasWords(row, runs);
    }

    private boolean isOfKind(ArticleRow row, int runs) {
        return switch (kind) {
            case ALL -> true;
            case DIFFERENT -> isDifferent(row, runs);
            case NOTHING_SHARED -> samples(row, runs).stream()
                    .anyMatch(sample -> sample.rouge().rouge1().f1() == 0);
        };
    }

    /** Whether some run wrote other tokens than the first one; what is not written yet differs from nothing. */
    static boolean isDifferent(ArticleRow row, int runs) {
        List<Sample> samples = samples(row, runs);
        return runs > 0 && row.written(1).isPresent()
                && samples.stream().anyMatch(sample -> !sample.tokenIds().equals(samples.getFirst().tokenIds()));
    }

    private boolean hasWords(ArticleRow row, int runs) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return true;
        }
        var all = new StringBuilder(row.article().headline()).append(' ').append(row.article().shortDescription());
        samples(row, runs).forEach(sample -> all.append(' ').append(sample.headline()));
        String found = all.toString().toLowerCase(Locale.ROOT);
        return List.of(wanted.split("\\s+")).stream().allMatch(found::contains);
    }

    static List<Sample> samples(ArticleRow row, int runs) {
        return IntStream.rangeClosed(1, runs).mapToObj(run -> row.written(run)).flatMap(Optional::stream).toList();
    }
}
