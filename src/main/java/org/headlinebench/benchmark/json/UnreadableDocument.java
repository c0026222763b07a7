package org.headlinebench.benchmark.json;

import org.headlinebench.failure.UserError;

/** A stored or received document that cannot be read back. */
public final class UnreadableDocument extends UserError {
    UnreadableDocument(Class<?> type, Exception cause) {
        super("A " + type.getSimpleName() + " document cannot be read: "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given"),
                "It was written by another version of the program, or it is damaged; use the version that wrote it.",
                cause);
    }
}
