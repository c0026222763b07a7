package org.headlinebench.history;

import org.headlinebench.failure.UserError;

/** An export cannot be written; a file that was there before is left as it was. */
public final class ExportError extends UserError {
    ExportError(String message, String remedy) {
        super(message, remedy);
    }

    ExportError(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }
}
