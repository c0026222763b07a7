package org.headlinebench.history;

import java.time.Instant;

/**
 * The process that a run belongs to. The time it started at tells it from a later one of the same number.
 *
 * @param processId       the operating system's number
 * @param startedAtMillis since 1970; 0 where the system does not say
 */
record Owner(long processId, long startedAtMillis) {
    /** Linux counts from a boot time that is corrected with the clock, so that two readings may differ. */
    private static final long TOLERANCE_MILLIS = 5_000;

    /** This process. */
    static Owner current() {
        return of(ProcessHandle.current());
    }

    /** Whether the process still runs. */
    boolean isAlive() {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .map(Owner::of)
                .filter(now -> now.startedAtMillis == 0 || startedAtMillis == 0
                        || Math.abs(now.startedAtMillis - startedAtMillis) <= TOLERANCE_MILLIS)
                .isPresent();
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }
}
