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
 * frame than leaves the frame time to be drawn. Updates that have time wait for a turn, or for one that has none.
 */
public final class FrameBatcher {
    private static final Logger LOG = System.getLogger(FrameBatcher.class.getName());
    private static final long BUDGET_NANOS = 6_000_000;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Wakeup frame;
    private final Wakeup turn;
    private final long budgetNanos;

    /**
     * @param nextFrame runs an action on the window's thread before its next frame; callable by any thread
     * @param nextTurn  the same before a later frame, for example {@link Pace#next}
     */
    public FrameBatcher(Consumer<Runnable> nextFrame, Consumer<Runnable> nextTurn) {
        this(nextFrame, nextTurn, BUDGET_NANOS);
    }

    FrameBatcher(Consumer<Runnable> nextFrame, Consumer<Runnable> nextTurn, long budgetNanos) {
        this.frame = new Wakeup(Objects.requireNonNull(nextFrame, "nextFrame"));
        this.turn = new Wakeup(Objects.requireNonNull(nextTurn, "nextTurn"));
        this.budgetNanos = budgetNanos;
    }

    /** Runs an update on the window's thread, before the next frame. */
    public void submit(Runnable update) {
        waiting.add(Objects.requireNonNull(update, "update"));
        frame.call(this::drain);
    }

    /** Runs an update on the window's thread when its turn comes, or with the next update that has no time. */
    public void submitPatiently(Runnable update) {
        waiting.add(Objects.requireNonNull(update, "update"));
        turn.call(this::drain);
    }

    private void drain() {
        long start = System.nanoTime();
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            run(next);
            if (System.nanoTime() - start > budgetNanos) {
                break;
            }
        }
        if (!waiting.isEmpty()) {
            frame.call(this::drain);
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

    /** Asked for any number of times, called once. */
    private static final class Wakeup {
        private final AtomicBoolean called = new AtomicBoolean();
        private final Consumer<Runnable> scheduler;

        Wakeup(Consumer<Runnable> scheduler) {
            this.scheduler = scheduler;
        }

        void call(Runnable drain) {
            if (called.compareAndSet(false, true)) {
                scheduler.accept(() -> {
                    // Before the queue is read: an update that comes in now calls again.
                    called.set(false);
                    drain.run();
                });
            }
        }
    }
}
