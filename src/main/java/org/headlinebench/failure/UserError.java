package org.headlinebench.failure;

import java.util.Objects;

/**
 * A failure that the person at the keyboard can act on: bad input, a missing file, a model that does not fit.
 *
 * <p>{@link #getMessage()} says what is wrong in one sentence, {@link #remedy()} what to do about it. Rooms define
 * subtypes where a caller needs to tell failures apart. It is never used for a bug.
 */
public class UserError extends RuntimeException {
    private final String remedy;

    public UserError(String message, String remedy) {
        this(message, remedy, null);
    }

    public UserError(String message, String remedy, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** What the user can do now: one sentence, without a final line break. */
    public String remedy() {
        return remedy;
    }
}
