package org.headlinebench.engine;

import org.headlinebench.failure.UserError;

/** A technique of the stack that left no trace in what was loaded or measured. */
public final class NotApplied extends UserError {
    NotApplied(String technique, String found) {
        super("The run does not show the effect of " + technique + ": " + found + ".",
                "It has failed rather than stand under a wrong name; please report it with the worker's log.");
    }
}
