package org.headlinebench.benchmark.json;

import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

import org.headlinebench.failure.UserError;

/** A stored or received document that cannot be read back. */
public final class UnreadableDocument extends UserError {
    UnreadableDocument(Class<?> type, Exception cause) {
        super("A " + type.getSimpleName() + " document cannot be read" + place(cause) + ": " + reason(cause) + ".",
                "It was written by another version of the program, or it is damaged; use the version that wrote it.",
                cause);
    }

    private static String reason(Exception cause) {
        String message = cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
        String firstLine = String.valueOf(message).lines().findFirst().orElse("no reason given");
        return firstLine.endsWith(".") ? firstLine.substring(0, firstLine.length() - 1) : firstLine;
    }

    /** Such as {@code  at times.tokenMillis[3] (line 1, column 120)}. */
    private static String place(Exception cause) {
        if (!(cause instanceof JacksonException json)) {
            return "";
        }
        String path = json.getPath()
                .stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        TokenStreamLocation location = json.getLocation();
        String position = location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        return (path.isEmpty() ? "" : " at " + path) + position;
    }
}
