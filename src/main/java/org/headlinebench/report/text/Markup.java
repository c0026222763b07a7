package org.headlinebench.report.text;

/** Text that stands in markup: what would be markup itself, and what no markup may hold, is written otherwise. */
final class Markup {
    private Markup() {}

    /** For HTML and SVG, in text and in attributes. Control characters and lone surrogates become U+FFFD. */
    static String escaped(String text) {
        var result = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                case '\'' -> result.append("&#39;");
                default -> result.appendCodePoint(visible(point));
            }
        });
        return result.toString();
    }

    /** For a cell or a paragraph of Markdown, where nothing in the text may be read as a mark or as HTML. */
    static String markdown(String text) {
        var result = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            int shown = Character.isWhitespace(point) ? ' ' : visible(point);
            if (point == '<') {
                result.append("&lt;");
            } else if (point == '&') {
                result.append("&amp;");
            } else {
                result.append("\\`*_[]|#~$".indexOf(shown) >= 0 ? "\\" : "").appendCodePoint(shown);
            }
        });
        return result.toString();
    }

    private static int visible(int point) {
        boolean forbidden = Character.isISOControl(point) && !Character.isWhitespace(point)
                || point >= 0xD800 && point <= 0xDFFF || (point & 0xFFFE) == 0xFFFE;
        return forbidden ? 0xFFFD : point;
    }
}
