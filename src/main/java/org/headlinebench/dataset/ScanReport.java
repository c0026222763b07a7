package org.headlinebench.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What the reader met in a file: nothing is left out of a dataset without being counted here.
 *
 * @param totalRows all rows of the file, malformed and empty ones included
 * @param malformedRows rows that could not be read and were skipped
 * @param firstMalformed the first of them, in the file's order, with line and reason
 * @param emptyHeadlineRows ascending numbers of the rows left out because their headline is blank
 * @param emptyDescriptionRows ascending numbers of the rows left out because their description is blank; a row may be in
 *     both lists
 * @param unreadableDates usable rows whose date is present but could not be read; they are kept, without a date
 */
public record ScanReport(int totalRows, int malformedRows, List<MalformedRow> firstMalformed,
        List<Integer> emptyHeadlineRows, List<Integer> emptyDescriptionRows, int unreadableDates) {
    public ScanReport {
        firstMalformed = List.copyOf(firstMalformed);
        emptyHeadlineRows = List.copyOf(emptyHeadlineRows);
        emptyDescriptionRows = List.copyOf(emptyDescriptionRows);
        if (malformedRows < firstMalformed.size() || unreadableDates < 0) {
            throw new IllegalArgumentException("counts do not add up: " + malformedRows + " malformed rows, "
                    + firstMalformed.size() + " of them listed, " + unreadableDates + " unreadable dates");
        }
        requireAscending(emptyHeadlineRows);
        requireAscending(emptyDescriptionRows);
        if (totalRows < malformedRows + union(emptyHeadlineRows, emptyDescriptionRows)) {
            throw new IllegalArgumentException("more rows left out than there are: " + totalRows);
        }
    }

    /** Rows with a blank headline. */
    public int emptyHeadlineCount() {
        return emptyHeadlineRows.size();
    }

    /** Rows with a blank description. */
    public int emptyDescriptionCount() {
        return emptyDescriptionRows.size();
    }

    /** Ascending numbers of the rows that lack both. */
    List<Integer> emptyInBothRows() {
        var both = new TreeSet<>(emptyHeadlineRows);
        both.retainAll(new HashSet<>(emptyDescriptionRows));
        return List.copyOf(both);
    }

    /** Rows a run can use: neither malformed nor empty. */
    public int usableRows() {
        return totalRows - malformedRows - union(emptyHeadlineRows, emptyDescriptionRows);
    }

    /** Rows that were left out, each counted once. */
    public int leftOutRows() {
        return totalRows - usableRows();
    }

    /** Everything a user should know about the scan, as one line of text. */
    public String summary() {
        var notes = new ArrayList<String>();
        if (emptyHeadlineCount() > 0) {
            notes.add(count(emptyHeadlineCount(), "without a headline"));
        }
        if (emptyDescriptionCount() > 0) {
            notes.add(count(emptyDescriptionCount(), "without a description"));
        }
        if (malformedRows > 0) {
            MalformedRow first = firstMalformed.getFirst();
            notes.add(count(malformedRows, "malformed (first on line %d: %s)".formatted(first.line(), first.reason())));
        }
        String leftOut = notes.isEmpty() ? "" : "; left out: " + String.join(", ", notes);
        String undated = unreadableDates == 0 ? "" : "; " + count(unreadableDates, "with an unreadable date, kept");
        return count(totalRows, "rows, ") + count(usableRows(), "usable") + leftOut + undated;
    }

    /** How many of ascending {@code rowNumbers} lie in {@code first..last}, both included. */
    static int countBetween(List<Integer> rowNumbers, int first, int last) {
        return insertionPoint(rowNumbers, last + 1) - insertionPoint(rowNumbers, first);
    }

    private static int insertionPoint(List<Integer> rowNumbers, int rowNumber) {
        int found = Collections.binarySearch(rowNumbers, rowNumber);
        return found >= 0 ? found : -found - 1;
    }

    private static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, what);
    }

    private static int union(List<Integer> left, List<Integer> right) {
        var both = new TreeSet<>(left);
        both.addAll(right);
        return both.size();
    }

    private static void requireAscending(List<Integer> rowNumbers) {
        for (int index = 1; index < rowNumbers.size(); index++) {
            if (rowNumbers.get(index - 1) >= rowNumbers.get(index)) {
                throw new IllegalArgumentException("row numbers must ascend: " + rowNumbers.get(index));
            }
        }
    }
}
