package org.headlinebench.ui.sidebyside;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.ui.experiment.StoredSamples;

/** Finds articles by words, each of which stands in the article or in a headline that was written for it. */
final class WordSearch {
    private final Set<String> words;
    private final List<NewsRow> articles;
    private final BooleanSupplier wanted;

    /** The headlines of a run so far. */
    record Written(RunId run, int samples) {}

    /**
     * @param words  in small letters
     * @param wanted whether the result still is; a search goes through all headlines
     */
    WordSearch(Set<String> words, List<NewsRow> articles, BooleanSupplier wanted) {
        this.words = words;
        this.articles = articles;
        this.wanted = wanted;
    }

    /** The row numbers of the articles that have all words. For background threads. */
    Set<Integer> in(List<Written> runs, StoredSamples samples) {
        Map<Integer, Set<String>> missing = new HashMap<>();
        var found = new HashSet<Integer>();
        for (NewsRow article : articles) {
            var left = new HashSet<>(words);
            cross(left, article.headline() + ' ' + article.shortDescription());
            if (left.isEmpty()) {
                found.add(article.rowNumber());
            } else {
                missing.put(article.rowNumber(), left);
            }
        }
        for (Written run : runs) {
            samples.eachWhile(run.run(), run.samples(), sample -> {
                Set<String> left = missing.get(sample.row());
                if (left != null && cross(left, sample.headline())) {
                    missing.remove(sample.row());
                    found.add(sample.row());
                }
                return wanted.getAsBoolean();
            });
        }
        return found;
    }

    /** Crosses out the words that a text has; whether none is left. */
    private static boolean cross(Set<String> left, String text) {
        String small = text.toLowerCase(Locale.ROOT);
        left.removeIf(small::contains);
        return left.isEmpty();
    }
}
