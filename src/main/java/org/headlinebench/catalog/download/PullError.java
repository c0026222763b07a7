package org.headlinebench.catalog.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import org.headlinebench.failure.UserError;

/** A model could not be fetched; says why and what to do. Never holds a token or an address with a query. */
public final class PullError extends UserError {

    /** What kind of failure it is, for callers that react to it. */
    public enum Reason {
        /** The publisher wants consent, or the token does not open the model. */
        GATED, NOT_FOUND, RATE_LIMITED,
        /** No network, or the user asked for none. */
        OFFLINE,
        /** The connection broke too often. */
        BROKEN_CONNECTION,
        /** The server answered, but not with what is needed. */
        SERVER,
        /** What arrived is not the model's file. */
        WRONG_CONTENT, NO_SPACE,
        /** The model's folder cannot be read or written. */
        DISK,
        /** No usable Python with pip, or pip failed. */
        PYTHON,
        /** A file that should be on this machine is not. */
        MISSING_LOCALLY
    }

    private final Reason reason;

    public PullError(Reason reason, String message, String remedy) {
        super(message, remedy);
        this.reason = reason;
    }

    public PullError(Reason reason, String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public static PullError wrongContent(String what, String difference) {
        return new PullError(Reason.WRONG_CONTENT,
                "What was received for " + what + " is not the expected file: " + difference + ". It was removed.",
                "Try again; if it happens again, the server or a proxy on the way delivers something else, or the"
                        + " catalog entry is out of date.");
    }

    public static PullError noSpace(Path folder, long neededBytes, long usableBytes) {
        return new PullError(Reason.NO_SPACE,
                "There is too little free space in " + folder + ": " + megabytes(neededBytes) + " are needed, "
                        + megabytes(usableBytes) + " are free.",
                "Free some space, or choose another application folder.");
    }

    public static PullError disk(Path place, IOException cause) {
        return new PullError(Reason.DISK, "Cannot read or write " + place + ": " + describe(cause) + ".",
                "Check that the folder is writable and that the disk is not full; a partial download is kept and"
                        + " resumed next time.",
                cause);
    }

    private static String describe(IOException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
