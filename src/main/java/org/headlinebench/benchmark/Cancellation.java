package org.headlinebench.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.benchmark.result.RunId;

/** A request to stop that one thread makes and another obeys: all runs of an experiment, or one of them. Once made it stands. */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private final Map<RunId, Cancellation> runs = new HashMap<>();
    private boolean cancelled;

    /** Asks to stop; runs the actions that wait for it on this thread. */
    public void cancel() {
        List<Runnable> due;
        List<Cancellation> parts;
        synchronized (this) {
            cancelled = true;
            due = List.copyOf(actions);
            parts = List.copyOf(runs.values());
            actions.clear();
        }
        due.forEach(Runnable::run);
        parts.forEach(Cancellation::cancel);
    }

    /** Asks one run to stop; the others go on. */
    public void cancel(RunId run) {
        of(run).cancel();
    }

    /** The request about one run, which the request about all includes. */
    public Cancellation of(RunId run) {
        Cancellation part;
        boolean already;
        synchronized (this) {
            part = runs.computeIfAbsent(run, _ -> new Cancellation());
            already = cancelled;
        }
        if (already) {
            part.cancel();
        }
        return part;
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs {@code action} when cancelled, at once if that has happened already. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
