package org.headlinebench.ui.page;

import java.util.Locale;

import org.headlinebench.ui.text.Messages;

/** The window's pages in the order of the sidebar; the first is shown with Ctrl+1, and so on. */
public enum Page {
    BENCH, RUNS, COMPARE, REPORT, TRY, EDITOR, MODELS, SYSTEM;

    public String title() {
        return Messages.text("page." + name());
    }

    /** Name of the page's button and of its node, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The digit that shows the page together with Ctrl, or Cmd on macOS. */
    public int digit() {
        return ordinal() + 1;
    }
}
