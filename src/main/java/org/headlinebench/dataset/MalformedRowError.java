package org.headlinebench.dataset;

/** A row that cannot be read, in a file whose malformed rows the user chose to refuse. */
public final class MalformedRowError extends DatasetError {
    private final transient MalformedRow row;

    public MalformedRowError(String file, MalformedRow row) {
        super("%s, line %d: %s.".formatted(file, row.line(), row.reason()),
                "Mend that line, or choose to skip malformed rows: they are then counted and listed.");
        this.row = row;
    }

    /** The row, its line and the reason. */
    public MalformedRow row() {
        return row;
    }
}
