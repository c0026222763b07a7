package org.headlinebench.ui.task;

import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.headlinebench.failure.UserError;
import org.headlinebench.ui.frame.FrameBatcher;
import org.headlinebench.ui.text.Messages;

/** Something that takes a while: how far it is, and a way to stop it. Window's thread only, unless it says otherwise. */
public final class Job {
    private static final double UNKNOWN = -1;

    private final String title;
    private final FrameBatcher frames;
    private final Runnable stop;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(UNKNOWN);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private Thread thread;
    private volatile boolean cancelled;

    /** @param stop asks those who do it to stop, besides interrupting their thread */
    Job(String title, FrameBatcher frames, Runnable stop) {
        this.title = title;
        this.frames = frames;
        this.stop = stop;
    }

    public String title() {
        return title;
    }

    /** From 0 to 1; negative while it is unknown. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** What is being done. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Whether it was asked to stop. */
    public ReadOnlyBooleanProperty cancelling() {
        return cancelling.getReadOnlyProperty();
    }

    /** Asks it to stop. */
    public void cancel() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        cancelling.set(true);
        words.set(Messages.text("job.cancelling"));
        stop.run();
    }

    /** Any thread: how far it is, negative for unknown, and what is being done. */
    public void tell(double fraction, String now) {
        frames.submitPatiently(() -> {
            progress.set(Math.min(1, fraction));
            if (!cancelled) {
                words.set(now);
            }
        });
    }

    /**
     * Any thread: goes on only if nobody asked it to stop.
     *
     * @throws UserError otherwise
     */
    public void check() {
        if (cancelled) {
            throw new UserError(Messages.text("job.cancelled", title), Messages.text("job.cancelled.remedy"));
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Does the work on this thread, which is interrupted while it does if somebody asks it to stop. */
    <T> T attended(Supplier<T> work) {
        synchronized (this) {
            check();
            thread = Thread.currentThread();
        }
        try {
            return work.get();
        } finally {
            synchronized (this) {
                thread = null;
                // The thread does other work next.
                Thread.interrupted();
            }
        }
    }
}
