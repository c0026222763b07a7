package org.headlinebench.dataset.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/**
 * Which part of a model's continuation is the headline that is shown and scored. A rule sees the continuation alone, never
 * the prompt, and is part of a workload's identity: a change of what it does takes a new version.
 *
 * <p>Both rules first clean the text: control characters are removed, and each run of white space becomes one space. Then
 * they cut at the first {@link #MARKER}, where a base model begins to invent the next article; a continuation without the
 * marker is kept to its last character. At last, white space and quotation marks around the headline go: marks that form
 * a pair around all of it, and an opening double mark whose closing one was never generated.
 */
public enum HeadlineExtraction {
    /**
     * The first line with any visible character. A headline is one line; what base models write below it is a byline, a
     * category or the beginning of an article.
     */
    FIRST_LINE("first-line", 1) {
        @Override
        String choose(List<String> lines) {
            return cut(lines.stream().filter(line -> !VisibleText.isBlank(line)).findFirst().orElse(""));
        }
    },
    /** Everything up to the marker, its lines joined by spaces: what the reference scored. */
    UNTIL_MARKER("until-marker", 1) {
        @Override
        String choose(List<String> lines) {
            return cut(lines.stream().filter(line -> !VisibleText.isBlank(line)).collect(Collectors.joining(" ")));
        }
    };

    /** What opens an article in the reference prompt. */
    public static final String MARKER = "Short description:";

    private static final String LINE_BREAKS = "\\r\\n|[\\n\\r\\u000B\\u000C\\u0085\\u2028\\u2029]";
    private static final List<String> QUOTE_PAIRS = List.of("\"\"", "''", "“”", "‘’", "„“", "«»", "``");
    private static final String OPENING_DOUBLE_QUOTES = "\"“„«";

    private final String name;
    private final int version;

    HeadlineExtraction(String name, int version) {
        this.name = name;
        this.version = version;
    }

    /** Name and version, such as {@code first-line/1}: stored with every run. */
    public String id() {
        return name + "/" + version;
    }

    /**
     * The rule of an id, or of a name without its version.
     *
     * @throws DatasetError for an unknown one, with the nearest
     */
    public static HeadlineExtraction parse(String text) {
        String written = text.strip();
        return Arrays.stream(values())
                .filter(rule -> rule.id().equals(written) || rule.name.equals(written))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = Arrays.stream(values()).map(rule -> rule.name).toList();
                    return new DatasetError("There is no headline extraction %s.".formatted(VisibleText.quote(text)),
                            Nearest.didYouMean(written, names) + "Choose one of " + String.join(", ", names) + ".");
                });
    }

    /** The headline in a continuation; empty where the model wrote none. */
    public String extract(String continuation) {
        List<String> lines = Arrays.stream(continuation.split(LINE_BREAKS)).map(HeadlineExtraction::cleaned).toList();
        String headline = withoutQuotes(choose(lines));
        return VisibleText.isBlank(headline) ? "" : headline;
    }

    abstract String choose(List<String> cleanedLines);

    private static String cut(String text) {
        int marker = text.indexOf(MARKER);
        return marker < 0 ? text : text.substring(0, marker);
    }

    private static String cleaned(String line) {
        var kept = new StringBuilder(line.length());
        for (int codePoint : line.codePoints().toArray()) {
            if (!isSpace(codePoint)) {
                if (!Character.isISOControl(codePoint)) {
                    kept.appendCodePoint(codePoint);
                }
            } else if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            }
        }
        return kept.toString().strip();
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == '\t' || Character.isSpaceChar(codePoint);
    }

    private static String withoutQuotes(String text) {
        String stripped = text.strip();
        for (String pair : QUOTE_PAIRS) {
            if (isAround(stripped, pair)) {
                return withoutQuotes(stripped.substring(1, stripped.length() - 1));
            }
        }
        return opensOnly(stripped) ? withoutQuotes(stripped.substring(1)) : stripped;
    }

    /** Not around {@code "Yes" and "no"}: between the two there must be no further one. */
    private static boolean isAround(String text, String pair) {
        if (text.length() < 2 || text.charAt(0) != pair.charAt(0) || text.charAt(text.length() - 1) != pair.charAt(1)) {
            return false;
        }
        String between = text.substring(1, text.length() - 1);
        return between.indexOf(pair.charAt(0)) < 0 && between.indexOf(pair.charAt(1)) < 0;
    }

    private static boolean opensOnly(String text) {
        return !text.isEmpty() && OPENING_DOUBLE_QUOTES.indexOf(text.charAt(0)) >= 0
                && text.substring(1).chars().noneMatch(unit -> "\"“”„«»".indexOf(unit) >= 0);
    }
}
