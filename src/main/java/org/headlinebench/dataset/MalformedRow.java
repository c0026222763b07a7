package org.headlinebench.dataset;

import java.util.Objects;

/**
 * A row that could not be read.
 *
 * @param rowNumber 1-based number of the row among the file's rows; a malformed row keeps its number
 * @param line 1-based line of the (decompressed) file on which the row begins
 * @param reason what is wrong with it, a phrase without a final full stop
 */
public record MalformedRow(int rowNumber, long line, String reason) {
    public MalformedRow {
        if (rowNumber < 1 || line < 1) {
            throw new IllegalArgumentException("rows and lines count from 1: row " + rowNumber + ", line " + line);
        }
        Objects.requireNonNull(reason, "reason");
    }
}
