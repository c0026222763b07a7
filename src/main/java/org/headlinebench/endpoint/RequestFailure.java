package org.headlinebench.endpoint;

import java.time.Duration;

/** One attempt gave no whole answer. Messages show at most a line of what the server said. */
final class RequestFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What went wrong, as it is counted. */
    enum Kind {
        RATE_LIMITED, BUSY, CONNECTION, TIMEOUT, BROKEN_STREAM, REFUSED;

        /** Whether the same request may fare better: nothing of an answer had arrived. */
        boolean isRetried() {
            return this == RATE_LIMITED || this == BUSY || this == CONNECTION;
        }
    }

    private final Kind kind;
    private final Duration retryAfter;

    RequestFailure(Kind kind, String message, Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    RequestFailure(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    Kind kind() {
        return kind;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
