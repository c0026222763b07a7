package org.headlinebench.tracking;

import org.headlinebench.failure.UserError;

/** An MLflow server was not reached, or did not do what it was asked for. */
public final class TrackingError extends UserError {
    private final String code;

    TrackingError(String message, String remedy) {
        this(message, remedy, "", null);
    }

    /** @param code MLflow's name of the failure, such as {@code RESOURCE_DOES_NOT_EXIST}; empty where it told none */
    TrackingError(String message, String remedy, String code, Throwable cause) {
        super(message, remedy, cause);
        this.code = code;
    }

    boolean is(String wanted) {
        return code.equals(wanted);
    }
}
