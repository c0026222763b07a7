package org.headlinebench.cli;

/** One line that says how far something is: rewritten where a person watches, otherwise a line every tenth. */
final class ProgressLine {
    private final Terminal terminal;
    private int toldTenth = -1;
    private int width;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param fraction of the work that is done, negative where unknown */
    synchronized void told(double fraction, String message) {
        String text = fraction < 0 ? message : Figures.percent(fraction) + "  " + message;
        if (terminal.interactive()) {
            terminal.err().print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
            if (fraction >= 1) {
                terminal.err().println();
            }
            terminal.err().flush();
            return;
        }
        int tenth = (int) (fraction * 10);
        if (tenth != toldTenth) {
            toldTenth = tenth;
            terminal.err().println(text);
        }
    }
}
