package org.headlinebench.dataset.calibration;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.headlinebench.dataset.NewsRow;

/** What calibration must not see: the evaluated rows, by their numbers and by their words. */
final class EvaluatedTexts {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** A shorter description may stand in a text by chance. */
    private static final int LEAST_CHARACTERS = 20;

    private final Set<Integer> numbers = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final List<String> descriptions;

    EvaluatedTexts(List<NewsRow> evaluated) {
        for (NewsRow row : evaluated) {
            numbers.add(row.rowNumber());
            words.add(plain(row.shortDescription()));
            words.add(plain(row.headline()));
        }
        descriptions = evaluated.stream()
                .map(row -> plain(row.shortDescription()))
                .filter(text -> text.length() >= LEAST_CHARACTERS)
                .toList();
    }

    /** A row of the same file: by its number, or because another row has its words. */
    boolean holds(NewsRow row) {
        return numbers.contains(row.rowNumber()) || words.contains(plain(row.shortDescription()))
                || words.contains(plain(row.headline()));
    }

    /** Any text: because it is or contains an evaluated row's. */
    boolean holds(String text) {
        String plain = plain(text);
        return words.contains(plain) || descriptions.stream().anyMatch(plain::contains);
    }

    private static String plain(String text) {
        return SPACE.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
