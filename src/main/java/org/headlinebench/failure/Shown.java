package org.headlinebench.failure;

/** Foreign text as it may stand in a message: one line, no control characters, not endless. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    public static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
