package org.headlinebench.dataset;

/** What counts as text that a reader of a headline would see. */
public final class VisibleText {
    private static final int QUOTED_CHARACTERS = 60;

    private VisibleText() {}

    /** Whether a code point leaves a mark: neither white space (no-break spaces included), nor control, nor format. */
    public static boolean isVisible(int codePoint) {
        return !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }

    /** Whether a text has no visible character at all. */
    public static boolean isBlank(String text) {
        for (int index = 0; index < text.length(); index += Character.charCount(text.codePointAt(index))) {
            if (isVisible(text.codePointAt(index))) {
                return false;
            }
        }
        return true;
    }

    /** Untrusted text for a message: in quotes, shortened, its control and format characters shown as {@code ?}. */
    public static String quote(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .limit(QUOTED_CHARACTERS)
                .map(codePoint -> codePoint == ' ' || isVisible(codePoint) ? codePoint : '?')
                .forEach(quoted::appendCodePoint);
        boolean shortened = text.codePointCount(0, text.length()) > QUOTED_CHARACTERS;
        return quoted.append(shortened ? "…\"" : "\"").toString();
    }
}
