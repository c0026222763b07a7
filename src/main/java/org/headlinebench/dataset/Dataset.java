package org.headlinebench.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A news file as it was read: its usable rows and an account of the rest.
 *
 * @param name how it is shown: the file's name, or {@code sample} for the bundled one
 * @param path the file; empty for the bundled sample, which comes from the class path
 * @param sha256 checksum of the file's bytes as they lie on the disk (of the zip, where it is one), 64 hex digits
 * @param rows usable rows in the file's order
 * @param report what was read and what was left out
 */
public record Dataset(String name, Optional<Path> path, String sha256, List<NewsRow> rows, ScanReport report) {
    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(report, "report");
        rows = List.copyOf(rows);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        if (rows.size() != report.usableRows()) {
            throw new IllegalArgumentException(rows.size() + " rows, but the report says " + report.usableRows());
        }
        int last = 0;
        for (NewsRow row : rows) {
            if (row.rowNumber() <= last || row.rowNumber() > report.totalRows()) {
                throw new IllegalArgumentException("row " + row.rowNumber() + " after row " + last + " of "
                        + report.totalRows());
            }
            last = row.rowNumber();
        }
    }

    /** The usable row of this number; empty where that row is malformed, empty, or does not exist. */
    public Optional<NewsRow> row(int rowNumber) {
        int index = firstIndexFrom(rowNumber);
        return index < rows.size() && rows.get(index).rowNumber() == rowNumber
                ? Optional.of(rows.get(index))
                : Optional.empty();
    }

    /** The usable rows numbered {@code first..last}, both included. */
    List<NewsRow> rowsBetween(int first, int last) {
        return rows.subList(firstIndexFrom(first), firstIndexFrom(last + 1));
    }

    private int firstIndexFrom(int rowNumber) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).rowNumber() < rowNumber) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
