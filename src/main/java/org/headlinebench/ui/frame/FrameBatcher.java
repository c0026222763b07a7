package org.headlinebench.ui.frame;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings updates from other threads to the window's thread: in order, together, at most once a frame, and no longer per
 * frame than leaves the frame time to be drawn.
 */
public final class FrameBatcher {
    private static final Logger LOG = System.getLogger(FrameBatcher.class.getName());
    private static final long BUDGET_NANOS = 6_000_000;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Consumer<Runnable> nextFrame;
    private final long budgetNanos;

    /** @param nextFrame runs an action on the window's thread before its next frame; callable by any thread */
    public FrameBatcher(Consumer<Runnable> nextFrame) {
        this(nextFrame, BUDGET_NANOS);
    }

    FrameBatcher(Consumer<Runnable> nextFrame, long budgetNanos) {
        this.nextFrame = Objects.requireNonNull(nextFrame, "nextFrame");
        this.budgetNanos = budgetNanos;
    }

    /** Runs an update on the window's thread, soon. */
    public void submit(Runnable update) {
        waiting.add(Objects.requireNonNull(update, "update"));
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            nextFrame.accept(this::drain);
        }
    }

    private void drain() {
        long start = System.nanoTime();
        // Before the queue is read: an update that comes in now schedules the next frame by itself.
        scheduled.set(false);
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            run(next);
            if (System.nanoTime() - start > budgetNanos) {
                break;
            }
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** One broken update must not take the others with it. */
    private static void run(Runnable update) {
        try {
            update.run();
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "an update of the window failed", bug);
        }
    }
}
