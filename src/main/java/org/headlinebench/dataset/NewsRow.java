package org.headlinebench.dataset;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * One usable news item: it has a headline to compare with and a description to write from. Texts are kept exactly as they
 * are in the file.
 *
 * @param rowNumber 1-based number of the row among the file's rows; blank lines are not rows, malformed ones are
 * @param headline the headline its editors chose, never blank
 * @param shortDescription the summary that a headline is to be written for, never blank
 * @param category the dataset's category, such as {@code SCIENCE}; may be empty
 * @param authors may be empty
 * @param date day of publication, where the file gives a readable one
 * @param link address of the article; may be empty
 */
public record NewsRow(int rowNumber, String headline, String shortDescription, String category, String authors,
        Optional<LocalDate> date, String link) {
    public NewsRow {
        if (rowNumber < 1) {
            throw new IllegalArgumentException("rows count from 1, not " + rowNumber);
        }
        if (VisibleText.isBlank(headline) || VisibleText.isBlank(shortDescription)) {
            throw new IllegalArgumentException("row " + rowNumber + " has a blank headline or description");
        }
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(authors, "authors");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(link, "link");
    }
}
