package org.headlinebench.cli;

/** What the command line's exit codes mean; the same list stands in {@code headline-bench --help}. */
public final class ExitCode {
    public static final int OK = 0;
    /** At least one run failed. */
    public static final int RUN_FAILED = 1;
    /** The command line itself is wrong. */
    public static final int USAGE = 2;
    /** What was asked for was refused: bad input, a missing model, a stack that cannot run. */
    public static final int REFUSED = 3;
    /** A fault of the program. */
    public static final int BUG = 70;
    /** Cancelled by Ctrl-C. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}
