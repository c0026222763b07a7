package org.headlinebench.ui.frame;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.headlinebench.ui.text.Problem;

/** Work that would hold up the window: done on another thread, its outcome handed back on the window's. */
public final class Background {
    private static final Logger LOG = System.getLogger(Background.class.getName());

    private final Executor executor;
    private final FrameBatcher frames;

    public Background(Executor executor, FrameBatcher frames) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.frames = Objects.requireNonNull(frames, "frames");
    }

    /** Calls exactly one of {@code done} and {@code failed}, on the window's thread; neither once the window is closed. */
    public <T> void run(Supplier<T> work, Consumer<T> done, Consumer<Problem> failed) {
        try {
            executor.execute(() -> attempt(work, done, failed));
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "the window is closed, nothing is computed for it any more");
        }
    }

    private <T> void attempt(Supplier<T> work, Consumer<T> done, Consumer<Problem> failed) {
        try {
            T result = work.get();
            frames.submit(() -> done.accept(result));
        } catch (RuntimeException | Error failure) {
            Problem problem = Problem.of(failure);
            frames.submit(() -> failed.accept(problem));
        }
    }

    /** The window's own queue, for work that reports as it goes. */
    public FrameBatcher frames() {
        return frames;
    }
}
