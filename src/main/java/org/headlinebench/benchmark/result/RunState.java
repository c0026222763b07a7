package org.headlinebench.benchmark.result;

/** Where a run stands. */
public enum RunState {
    QUEUED, PREPARING, WARMING_UP, MEASURING, FINISHED, FAILED, CANCELLED;

    /** Whether nothing more will happen to the run. */
    public boolean isOver() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }
}
