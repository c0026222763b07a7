package org.headlinebench.weights;

import org.headlinebench.failure.UserError;

/** A path under which there is no model that can be opened: nothing there, or files of another kind. */
public final class NotAModel extends UserError {
    NotAModel(String message, String remedy) {
        super(message, remedy);
    }
}
