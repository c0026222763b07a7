package org.headlinebench.ui;

import org.headlinebench.failure.UserError;
import org.headlinebench.ui.text.Messages;

/** The window cannot open because there is no display that it could open on. */
public final class NoDisplay extends UserError {
    public NoDisplay(Throwable cause) {
        super(Messages.text("display.none"), Messages.text("display.none.remedy"), cause);
    }
}
