package org.headlinebench.ui.text;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.headlinebench.failure.UserError;

/**
 * Something that went wrong, in words.
 *
 * @param message what is wrong
 * @param remedy  what to do about it
 */
public record Problem(String message, String remedy) {
    private static final Logger LOG = System.getLogger(Problem.class.getName());

    /** Words for a failure. One that is no {@link UserError} is a bug: its stack trace goes to the log, never on screen. */
    public static Problem of(Throwable failure) {
        if (failure instanceof UserError error) {
            return new Problem(error.getMessage(), error.remedy());
        }
        LOG.log(Level.ERROR, "unexpected failure", failure);
        String name = failure.getClass().getSimpleName();
        return new Problem(Messages.text("problem.unexpected", name), Messages.text("problem.unexpected.remedy"));
    }

    /** Both sentences, one after the other. */
    public String text() {
        return message + " " + remedy;
    }
}
