package org.headlinebench.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a user probably meant: the valid word at the smallest edit distance. */
public final class Nearest {
    private Nearest() {}

    /** The closest of {@code valid} to {@code word} (Levenshtein, ignoring case), absent if nothing is close. */
    public static Optional<String> to(String word, Collection<String> valid) {
        String wanted = word.toLowerCase();
        return valid.stream()
                .filter(candidate -> isClose(wanted, candidate.toLowerCase()))
                .min(Comparator.comparingInt(candidate -> distance(wanted, candidate.toLowerCase())));
    }

    /** "Did you mean 'x'?" with the closest word, otherwise the list of what is valid. */
    public static String hint(String word, Collection<String> valid) {
        return to(word, valid).map(near -> "Did you mean '" + near + "'? ").orElse("") + "Valid: "
                + String.join(", ", valid) + ".";
    }

    private static boolean isClose(String word, String candidate) {
        return candidate.startsWith(word) && !word.isEmpty()
                || distance(word, candidate) <= Math.max(2, candidate.length() / 3);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
