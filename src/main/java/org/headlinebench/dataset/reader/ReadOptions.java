package org.headlinebench.dataset.reader;

import java.util.Objects;

/**
 * How a news file is read.
 *
 * @param malformedRows what becomes of rows that cannot be read
 * @param fieldNames the names of the columns or JSON fields
 * @param limits bounds against hostile or damaged files
 */
public record ReadOptions(MalformedRows malformedRows, FieldNames fieldNames, ReadLimits limits) {

    /** Malformed rows are skipped and counted; the dataset's own field names. */
    public static final ReadOptions DEFAULT = new ReadOptions(MalformedRows.SKIP, FieldNames.DEFAULT,
            ReadLimits.DEFAULT);

    public ReadOptions {
        Objects.requireNonNull(malformedRows, "malformedRows");
        Objects.requireNonNull(fieldNames, "fieldNames");
        Objects.requireNonNull(limits, "limits");
    }

    /** The same, but malformed rows are treated so. */
    public ReadOptions with(MalformedRows treatment) {
        return new ReadOptions(treatment, fieldNames, limits);
    }

    /** The same, but with these column names. */
    public ReadOptions with(FieldNames chosen) {
        return new ReadOptions(malformedRows, chosen, limits);
    }
}
