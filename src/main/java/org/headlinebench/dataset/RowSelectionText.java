package org.headlinebench.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.failure.Nearest;

/** The grammar of {@link RowSelection}: reads what a user wrote, or says what is wrong with it. */
final class RowSelectionText {
    private static final Pattern SAMPLE = Pattern
            .compile("sample\\s*\\(\\s*([0-9]+)\\s*(?:,\\s*seed\\s*=\\s*(-?[0-9]+)\\s*)?\\)");
    private static final Pattern RANGE = Pattern.compile("([0-9]+)(?:\\s*-\\s*([0-9]+))?");
    private static final Pattern OTHER_DASH = Pattern.compile("\\s*(?:\\.\\.+|:|–|—|−|‐|‑|\\bto\\b)\\s*");
    private static final String FORMS = "Rows are written as all, 1-50, 1-10,20,30-35, or sample(100, seed=7).";

    private RowSelectionText() {}

    static RowSelection parse(String text) {
        String written = text.strip().toLowerCase(Locale.ROOT);
        if (written.isEmpty()) {
            throw new DatasetError("No rows were chosen: the selection is empty.", FORMS);
        }
        if (written.equals("all")) {
            return new RowSelection.All();
        }
        if (Character.isLetter(written.charAt(0))) {
            return sample(text, written);
        }
        var ranges = new ArrayList<RowSelection.Range>();
        for (String part : written.split(",", -1)) {
            ranges.add(range(text, part.strip()));
        }
        return new RowSelection.Ranges(ranges);
    }

    private static RowSelection sample(String text, String written) {
        Matcher sample = SAMPLE.matcher(written);
        if (!sample.matches()) {
            String word = written.split("[^a-z]", 2)[0];
            String suggestion = word.equals("sample")
                    ? "Did you mean \"" + suggestedSample(written) + "\"? "
                    : Nearest.to(word, List.of("all", "sample"))
                            .map(near -> near.equals("sample") ? suggestedSample(written) : near)
                            .map(near -> "Did you mean \"" + near + "\"? ")
                            .orElse("");
            throw new DatasetError(VisibleText.quote(text) + " is not a selection of rows.", suggestion + FORMS);
        }
        int rows = rowNumber(text, sample.group(1));
        if (rows == 0) {
            throw new DatasetError("A sample of 0 rows has nothing to measure.", "Ask for at least 1 row. " + FORMS);
        }
        return new RowSelection.Sample(rows, sample.group(2) == null ? 0 : seed(text, sample.group(2)));
    }

    /** The numbers that were written, in the right form: the first is the size, the second the seed. */
    private static String suggestedSample(String written) {
        List<String> numbers = Pattern.compile("[0-9]{1,9}")
                .matcher(written)
                .results()
                .map(found -> found.group())
                .toList();
        return "sample(%s, seed=%s)".formatted(numbers.isEmpty() ? "100" : numbers.get(0),
                numbers.size() < 2 ? "0" : numbers.get(1));
    }

    private static RowSelection.Range range(String text, String part) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            String corrected = OTHER_DASH.matcher(part).replaceAll("-");
            String suggestion = RANGE.matcher(corrected).matches() ? "Did you mean \"" + corrected + "\"? " : "";
            String what = part.isEmpty() ? "An empty part" : VisibleText.quote(part);
            throw new DatasetError("%s in %s is not a row or a range of rows.".formatted(what, VisibleText.quote(text)),
                    suggestion + FORMS);
        }
        int first = rowNumber(text, range.group(1));
        int last = range.group(2) == null ? first : rowNumber(text, range.group(2));
        if (first == 0) {
            throw new DatasetError("Rows count from 1: %s begins at 0.".formatted(VisibleText.quote(part)),
                    last == 0 ? FORMS : "Did you mean \"%s\"?".formatted(new RowSelection.Range(1, last).text()));
        }
        if (last < first) {
            throw new DatasetError("The range %s runs backwards.".formatted(VisibleText.quote(part)),
                    last == 0
                            ? "Rows count from 1. " + FORMS
                            : "Did you mean \"%s\"?".formatted(new RowSelection.Range(last, first).text()));
        }
        return new RowSelection.Range(first, last);
    }

    private static int rowNumber(String text, String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 9) {
            throw new DatasetError("%s in %s is larger than any row number."
                    .formatted(VisibleText.quote(digits), VisibleText.quote(text)), FORMS);
        }
        return Integer.parseInt(significant);
    }

    private static long seed(String text, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new DatasetError("The seed in %s does not fit in 64 bits.".formatted(VisibleText.quote(text)),
                    "Use a smaller seed, such as seed=7.", tooLarge);
        }
    }
}
