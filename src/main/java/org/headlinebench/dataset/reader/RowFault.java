package org.headlinebench.dataset.reader;

/** Why one row cannot be read; never leaves this package. Without a stack trace, since a file may be full of them. */
final class RowFault extends Exception {
    RowFault(String reason) {
        super(reason, null, false, false);
    }
}
