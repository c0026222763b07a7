package org.headlinebench.history;

import org.headlinebench.failure.UserError;

/** The run store cannot do what it was asked to; what it has committed before is not touched by it. */
public final class StoreError extends UserError {
    /** What kind of failure it is, for callers that react to some of them. */
    public enum Reason {
        /** The disk has no space left. */
        DISK_FULL,
        /** The file or its folder cannot be opened or written. */
        NOT_WRITABLE,
        /** The file is truncated or its content is destroyed. */
        DAMAGED,
        /** The file belongs to another program. */
        NOT_A_STORE,
        /** A later version of the program wrote the file. */
        NEWER_VERSION,
        /** Another process did not let go of the file in time. */
        BUSY,
        /** The run that was to be changed is not there; another process has deleted it. */
        NO_SUCH_RUN,
        /** A run of the same id exists already. */
        RUN_EXISTS,
        /** The disk failed, or something that SQLite words. */
        OTHER
    }

    private final Reason reason;

    StoreError(Reason reason, String message, String remedy) {
        super(message, remedy);
        this.reason = reason;
    }

    StoreError(Reason reason, String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
