package org.headlinebench.weights;

import org.headlinebench.failure.UserError;

/** A sound model that this program does not run: another architecture, tensor type or rotary rule. */
public final class UnsupportedModel extends UserError {
    UnsupportedModel(String message, String remedy) {
        super(message, remedy);
    }
}
