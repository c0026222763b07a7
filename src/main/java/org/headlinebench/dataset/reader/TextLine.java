package org.headlinebench.dataset.reader;

/** A line of a text file, numbered from 1. */
sealed interface TextLine {
    long number();

    /** A line that is valid UTF-8, without its line break. */
    record Readable(long number, String text) implements TextLine {}

    /** A line that is too long or not UTF-8. */
    record Unreadable(long number, String reason) implements TextLine {}
}
