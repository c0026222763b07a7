package org.headlinebench.history;

/** Texts in files that spreadsheets open. */
public final class SpreadsheetText {
    /** By it spreadsheets know UTF-8; without it curly quotes come out as other characters. */
    public static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What spreadsheets take for the beginning of a formula, and the mark itself. */
    private static final String UNSAFE_BEGINNINGS = "=+-@\t\r\n'＝＋－＠";

    private SpreadsheetText() {}

    /** A text that no spreadsheet takes for a formula: where it could, an apostrophe is put in front. */
    public static String safe(String text) {
        return !text.isEmpty() && UNSAFE_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
