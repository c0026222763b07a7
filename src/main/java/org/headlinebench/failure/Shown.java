package org.headlinebench.failure;

/** Foreign text as it may stand in a message: one line, no control characters, not endless. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest characters, an ellipsis behind them not counted */
    public static String of(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
