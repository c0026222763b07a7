package org.headlinebench.dataset;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word a user probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the smallest Levenshtein distance to {@code word}, case ignored; empty when even that one
     * shares too little with it (a distance above half of the longer word) to be a likely slip.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT))
                        * 2 <= Math.max(wanted.length(), candidate.length()))
                .min(Comparator.comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT))));
    }

    /** A sentence for an error's remedy: {@code Did you mean "x"? } with a space behind it, or nothing. */
    public static String didYouMean(String word, Collection<String> candidates) {
        return to(word, candidates).map(near -> "Did you mean \"" + near + "\"? ").orElse("");
    }

    private static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > 100) {
            return Integer.MAX_VALUE / 2;
        }
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int substituted = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(substituted, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
