package org.headlinebench.ui.task;

import java.util.function.Consumer;
import java.util.function.Function;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** What goes on in the background, in one place: downloads, reports, exports, runs on their way to a server. Window's thread only. */
public final class Jobs {
    private final Background background;
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<Job> runningView = FXCollections.unmodifiableObservableList(running);

    /** @param background has threads enough that jobs do not wait for one another */
    public Jobs(Background background) {
        this.background = background;
    }

    /** In the order in which they began. */
    public ObservableList<Job> running() {
        return runningView;
    }

    /**
     * Does some work. One of the three consumers is called at its end.
     *
     * @param title   names it in a list of jobs
     * @param work    told its job, which it tells how far it is and asks whether to go on
     * @param stopped called instead of {@code failed} after it was cancelled
     */
    public <T> Job run(String title, Function<Job, T> work, Consumer<T> done, Consumer<Problem> failed,
            Runnable stopped) {
        Job job = begin(title, () -> {});
        background.run(() -> job.attended(() -> work.apply(job)), result -> {
            end(job);
            done.accept(result);
        }, problem -> {
            end(job);
            if (job.isCancelled()) {
                stopped.run();
            } else {
                failed.accept(problem);
            }
        });
        return job;
    }

    /** Lists work that others do, until {@link #end}. */
    public Job begin(String title, Runnable stop) {
        var job = new Job(title, background.frames(), stop);
        running.add(job);
        return job;
    }

    /** Any thread: changes what the window shows, in order with what jobs tell. */
    public void later(Runnable change) {
        background.frames().submitPatiently(change);
    }

    /** Takes it off the list. */
    public void end(Job job) {
        running.remove(job);
    }
}
