package org.headlinebench.dataset.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.headlinebench.dataset.MalformedRow;
import org.headlinebench.dataset.MalformedRowError;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.ScanReport;
import org.headlinebench.dataset.VisibleText;

/** Numbers the rows of one file as they come, keeps the usable ones and counts the rest. */
final class RowScan {
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?[0-9]{10,14}");

    private final String file;
    private final MalformedRows treatment;
    private final int listedMalformedRows;
    private final List<NewsRow> rows = new ArrayList<>();
    private final List<MalformedRow> firstMalformed = new ArrayList<>();
    private final List<Integer> emptyHeadlineRows = new ArrayList<>();
    private final List<Integer> emptyDescriptionRows = new ArrayList<>();
    private final Map<String, String> categories = new HashMap<>();
    private int totalRows;
    private int malformedRows;
    private int unreadableDates;

    RowScan(String file, MalformedRows treatment, int listedMalformedRows) {
        this.file = file;
        this.treatment = treatment;
        this.listedMalformedRows = listedMalformedRows;
    }

    /** Takes the next row; blank headlines and descriptions are left out and counted. */
    void add(long line, Map<NewsField, String> fields) {
        for (String text : fields.values()) {
            Optional<String> broken = brokenText(text);
            if (broken.isPresent()) {
                malformed(line, broken.get());
                return;
            }
        }
        totalRows++;
        String headline = fields.get(NewsField.HEADLINE);
        String description = fields.get(NewsField.SHORT_DESCRIPTION);
        boolean noHeadline = VisibleText.isBlank(headline);
        boolean noDescription = VisibleText.isBlank(description);
        if (noHeadline) {
            emptyHeadlineRows.add(totalRows);
        }
        if (noDescription) {
            emptyDescriptionRows.add(totalRows);
        }
        if (!noHeadline && !noDescription) {
            rows.add(new NewsRow(totalRows, headline, description, shared(text(fields, NewsField.CATEGORY)),
                    text(fields, NewsField.AUTHORS), date(text(fields, NewsField.DATE)), text(fields, NewsField.LINK)));
        }
    }

    /**
     * Counts a row that cannot be read.
     *
     * @throws MalformedRowError when such rows are to be refused
     */
    void malformed(long line, String reason) {
        totalRows++;
        malformedRows++;
        var row = new MalformedRow(totalRows, line, reason);
        if (treatment == MalformedRows.REFUSE) {
            throw new MalformedRowError(file, row);
        }
        if (firstMalformed.size() < listedMalformedRows) {
            firstMalformed.add(row);
        }
    }

    List<NewsRow> rows() {
        return rows;
    }

    ScanReport report() {
        return new ScanReport(totalRows, malformedRows, firstMalformed, emptyHeadlineRows, emptyDescriptionRows,
                unreadableDates);
    }

    private static String text(Map<NewsField, String> fields, NewsField field) {
        return fields.getOrDefault(field, "");
    }

    /** Categories repeat thousands of times; one copy of each is enough. */
    private String shared(String category) {
        if (categories.size() > 1000) {
            return category;
        }
        return categories.computeIfAbsent(category, same -> same);
    }

    /** Text that no tokenizer could be given faithfully. */
    private static Optional<String> brokenText(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == 0) {
                return Optional.of("a text contains a NUL character");
            }
            if (Character.isHighSurrogate(unit) && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
            } else if (Character.isSurrogate(unit)) {
                return Optional.of("a text contains half of a character (the lone surrogate \\u%04x)"
                        .formatted((int) unit));
            }
        }
        return Optional.empty();
    }

    /** ISO dates, dates with a time behind, and the epoch milliseconds that pandas writes. */
    private Optional<LocalDate> date(String text) {
        String written = text.strip();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (EPOCH_MILLIS.matcher(written).matches()) {
                return Optional.of(LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(written)), ZoneOffset.UTC));
            }
            boolean timed = written.length() > 10 && (written.charAt(10) == 'T' || written.charAt(10) == ' ');
            return Optional.of(LocalDate.parse(timed ? written.substring(0, 10) : written));
        } catch (DateTimeException unreadable) {
            unreadableDates++;
            return Optional.empty();
        }
    }
}
