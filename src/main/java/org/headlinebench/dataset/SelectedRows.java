package org.headlinebench.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The rows of a run, and what the selection asked for but the dataset could not give. Rows that are left out are never
 * replaced by others.
 *
 * @param selection what was asked for
 * @param rows the usable rows, ascending by row number, at least one
 * @param requestedRows how many rows the selection names
 * @param leftOutMalformed rows of the selection that could not be read
 * @param leftOutEmptyHeadline rows of the selection without a headline
 * @param leftOutEmptyDescription rows of the selection without a description (a row may lack both)
 */
public record SelectedRows(RowSelection selection, List<NewsRow> rows, int requestedRows, int leftOutMalformed,
        int leftOutEmptyHeadline, int leftOutEmptyDescription) {
    public SelectedRows {
        Objects.requireNonNull(selection, "selection");
        rows = List.copyOf(rows);
        if (rows.isEmpty() || requestedRows < rows.size()) {
            throw new IllegalArgumentException(rows.size() + " rows of " + requestedRows);
        }
    }

    /** Rows of the selection that were left out, each counted once. */
    public int leftOutRows() {
        return requestedRows - rows.size();
    }

    /** The numbers of the rows, ascending: part of a workload's identity. */
    public List<Integer> rowNumbers() {
        return rows.stream().map(NewsRow::rowNumber).toList();
    }

    /** One line for the user: how many rows, and what was left out for which reason. */
    public String summary() {
        if (leftOutRows() == 0) {
            return String.format(Locale.ROOT, "%,d rows", rows.size());
        }
        var reasons = new ArrayList<String>();
        if (leftOutEmptyHeadline > 0) {
            reasons.add(leftOutEmptyHeadline + " without a headline");
        }
        if (leftOutEmptyDescription > 0) {
            reasons.add(leftOutEmptyDescription + " without a description");
        }
        if (leftOutMalformed > 0) {
            reasons.add(leftOutMalformed + " malformed");
        }
        return String.format(Locale.ROOT, "%,d of %,d rows; left out: %s", rows.size(), requestedRows,
                String.join(", ", reasons));
    }
}
