package org.headlinebench.ui.frame;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Spaces the window's updates so that looking at a measurement does not change it: after each, the window rests two
 * hundred times as long as its thread was busy since the one before, drawing and answering the user included. The thread
 * that renders takes about as much again, so a window costs about a hundredth of one core.
 */
public final class Pace {
    private static final int REST = 200;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Consumer<Runnable> nextFrame;
    private final LongSupplier busyNanos;
    private long busyBefore;
    private volatile long restUntilNanos = System.nanoTime();

    /**
     * @param nextFrame runs an action on the window's thread before its next frame; callable by any thread
     * @param busyNanos processor time of the window's thread so far; asked on that thread
     */
    public Pace(Consumer<Runnable> nextFrame, LongSupplier busyNanos) {
        this.nextFrame = Objects.requireNonNull(nextFrame, "nextFrame");
        this.busyNanos = Objects.requireNonNull(busyNanos, "busyNanos");
    }

    /** Runs an action on the window's thread when it has rested. */
    public void next(Runnable action) {
        long wait = Math.max(0, restUntilNanos - System.nanoTime());
        CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, nextFrame::accept).execute(() -> {
            long busy = busyNanos.getAsLong();
            restUntilNanos = System.nanoTime() + restNanos(busy - busyBefore);
            busyBefore = busy;
            action.run();
        });
    }

    static long restNanos(long usedNanos) {
        return Math.clamp(usedNanos * REST, LEAST_NANOS, MOST_NANOS);
    }
}
