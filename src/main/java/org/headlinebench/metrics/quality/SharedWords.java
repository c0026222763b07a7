package org.headlinebench.metrics.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which words of a generated headline ROUGE-1 counts as found in the actual one: the same words, and of a word that is
 * written more often than the actual headline has it, only as many.
 */
public final class SharedWords {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    private SharedWords() {}

    /**
     * A piece of the generated headline; all pieces together are the headline.
     *
     * @param shared whether it is a word that counts
     */
    public record Piece(String text, boolean shared) {}

    /** The generated headline in pieces; neighbours of the same kind are one piece, but for shared words. */
    public static List<Piece> of(String actual, String generated) {
        Map<String, Integer> left = new HashMap<>();
        RougeWords.plain().of(actual).forEach(word -> left.merge(word, 1, Integer::sum));
        var pieces = new ArrayList<Piece>();
        // Lower case of one letter may be two, as of İ; then nothing is marked rather than the wrong letters.
        String lower = generated.toLowerCase(Locale.ROOT);
        int done = 0;
        if (lower.length() == generated.length()) {
            Matcher words = WORD.matcher(lower);
            while (words.find()) {
                if (left.merge(words.group(), -1, Integer::sum) >= 0) {
                    add(pieces, generated.substring(done, words.start()), false);
                    add(pieces, generated.substring(words.start(), words.end()), true);
                    done = words.end();
                }
            }
        }
        add(pieces, generated.substring(done), false);
        return List.copyOf(pieces);
    }

    private static void add(List<Piece> pieces, String text, boolean shared) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, shared));
        }
    }
}
