package org.headlinebench.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant: the known name with the least edit distance (Levenshtein 1966). */
public final class Nearest {
    private static final int LONGEST = 200;

    private Nearest() {}

    /** The nearest known name (the beginning of a name is nearer than any misspelling), or nothing if none is near. */
    public static Optional<String> to(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        record Candidate(String name, boolean begun, int distance) {}
        return known.stream()
                .map(name -> new Candidate(name, isBegun(wanted, name.toLowerCase(Locale.ROOT)),
                        distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.begun()
                        || candidate.distance() <= Math.max(2, candidate.name().length() / 2))
                .min(Comparator.comparing(Candidate::begun)
                        .reversed()
                        .thenComparingInt(Candidate::distance)
                        .thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** {@code "; did you mean 'x'?"}, or nothing. */
    public static String suggestion(String typed, Collection<String> known) {
        return to(typed, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** A sentence for the beginning of a remedy: {@code Did you mean "x"? } with a space behind it, or nothing. */
    public static String didYouMean(String typed, Collection<String> known) {
        return to(typed, known).map(name -> "Did you mean \"" + name + "\"? ").orElse("");
    }

    /** A whole remedy: what was probably meant, and all that is valid. */
    public static String hint(String typed, Collection<String> valid) {
        return didYouMean(typed, valid) + "Valid: " + String.join(", ", valid) + ".";
    }

    private static boolean isBegun(String typed, String name) {
        return typed.length() >= 3 && (name.startsWith(typed) || typed.startsWith(name));
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replace = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replace, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[b.length()];
    }
}
