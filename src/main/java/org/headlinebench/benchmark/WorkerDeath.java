package org.headlinebench.benchmark;

import java.util.OptionalInt;

import org.headlinebench.benchmark.result.RunFailure;

/** Words for a worker that ended without saying why: what its exit code tells. */
public final class WorkerDeath {
    private static final int JAVA_OUT_OF_MEMORY = 3;
    private static final int SIGNAL = 128;
    private static final int KILLED = SIGNAL + 9;
    private static final int ABORTED = SIGNAL + 6;
    private static final int SEGMENTATION_FAULT = SIGNAL + 11;
    private static final int BUS_ERROR = SIGNAL + 7;
    /** What HotSpot prints when native code crashes; its exit code is then 1, since no core is dumped. */
    private static final String JVM_CRASH = "A fatal error has been detected by the Java Runtime Environment";

    private WorkerDeath() {}

    /** @param exitCode 128 + n after signal n */
    public static RunFailure of(int exitCode, String logTail) {
        if (logTail.contains(JVM_CRASH)) {
            return crash(exitCode, logTail, "");
        }
        return switch (exitCode) {
            case KILLED -> failure(exitCode, logTail,
                    "The worker was killed (signal 9), most likely because memory ran out.",
                    "Choose a smaller model, a narrower precision or a shorter static cache, or close other programs; "
                            + "'headline-bench estimate' shows what a stack needs.");
            case ABORTED, SEGMENTATION_FAULT, BUS_ERROR ->
                crash(exitCode, logTail, " (signal " + (exitCode - SIGNAL) + ")");
            case JAVA_OUT_OF_MEMORY -> failure(exitCode, logTail, "The worker's Java memory ran out.",
                    "Select fewer rows in one run.");
            default -> failure(exitCode, logTail, "The worker ended with exit code " + exitCode + ".",
                    "The worker's log says why; if it is no fault of the set-up, please report it.");
        };
    }

    private static RunFailure crash(int exitCode, String logTail, String signal) {
        return failure(exitCode, logTail, "The native library ended the worker" + signal + ".",
                "Other stacks are not affected: try one; and please report the worker's log.");
    }

    private static RunFailure failure(int exitCode, String logTail, String message, String remedy) {
        return new RunFailure(message, remedy, OptionalInt.of(exitCode), logTail);
    }
}
