package org.headlinebench.dataset.reader;

/** What becomes of a row that cannot be read. */
public enum MalformedRows {
    /** It is left out, counted, and listed with its line and the reason. */
    SKIP,
    /** The first one ends the reading with an error that names its line. */
    REFUSE
}
