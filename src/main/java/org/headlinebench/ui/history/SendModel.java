package org.headlinebench.ui.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.tracking.Sent;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.tracking.TrackingServer;
import org.headlinebench.ui.task.Job;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** Runs on their way to an MLflow server, by the service that {@code headline-bench runs send} stands on. Window's thread only. */
public final class SendModel {
    private final Supplier<Tracking> tracking;
    private final Jobs jobs;
    private final StringProperty address;
    private final StringProperty experiment = new SimpleStringProperty(TrackingServer.DEFAULT_EXPERIMENT);
    private final ReadOnlyObjectWrapper<Optional<Job>> job = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Sent>> sent = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** @param remembered the address that was used last; empty for none */
    public SendModel(Supplier<Tracking> tracking, Jobs jobs, String remembered) {
        this.tracking = tracking;
        this.jobs = jobs;
        this.address = new SimpleStringProperty(
                remembered.isBlank() ? tracking.get().defaultAddress().orElse("") : remembered);
    }

    /** Of the server. */
    public StringProperty address() {
        return address;
    }

    /** The experiment's name on the server. */
    public StringProperty experiment() {
        return experiment;
    }

    /** What is wrong with the address or the experiment; absent where they can be used. */
    public Optional<Problem> mistake() {
        try {
            server();
            return Optional.empty();
        } catch (UserError wrong) {
            return Optional.of(Problem.of(wrong));
        }
    }

    /** What goes on; empty while nothing is sent. */
    public ReadOnlyObjectProperty<Optional<Job>> job() {
        return job.getReadOnlyProperty();
    }

    /** What became of the runs so far, in the order sent. */
    public ReadOnlyObjectProperty<List<Sent>> sent() {
        return sent.getReadOnlyProperty();
    }

    /** How it ended, in words; empty until it has. */
    public ReadOnlyObjectProperty<Optional<String>> notice() {
        return notice.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Forgets how the last sending ended. */
    public void begin() {
        notice.set(Optional.empty());
        problem.set(Optional.empty());
        sent.set(List.of());
    }

    /** Sends runs; while some are being sent, nothing. */
    public void send(List<Entry> entries) {
        if (job.get().isPresent()) {
            return;
        }
        begin();
        List<Run> runs = entries.stream().map(Entry::run).toList();
        TrackingServer server;
        try {
            server = server();
        } catch (UserError wrong) {
            problem.set(Optional.of(Problem.of(wrong)));
            return;
        }
        job.set(Optional.of(jobs.run(Messages.text("send.title", runs.size(), server.base()), mine -> {
            var arrived = new ArrayList<Sent>();
            mine.tell(0, Messages.text("send.progress", 0, runs.size()));
            tracking.get().send(runs, server, one -> {
                arrived.add(one);
                List<Sent> now = List.copyOf(arrived);
                mine.tell((double) now.size() / runs.size(),
                        Messages.text("send.progress", now.size(), runs.size()));
                jobs.later(() -> sent.set(now));
                mine.check();
            });
            return List.copyOf(arrived);
        }, all -> {
            sent.set(all);
            end();
            notice.set(Optional.of(Messages.text("send.done", all.size(), server.base(),
                    count(all, Sent.Outcome.CREATED), count(all, Sent.Outcome.UPDATED),
                    count(all, Sent.Outcome.UNCHANGED))));
        }, found -> {
            end();
            problem.set(Optional.of(found));
        }, () -> {
            end();
            notice.set(Optional.of(Messages.text("send.stopped", sent.get().size(), runs.size())));
        })));
        // Where everything happens at once, it is over by now.
        if (notice.get().isPresent() || problem.get().isPresent()) {
            end();
        }
    }

    private void end() {
        job.set(Optional.empty());
    }

    private TrackingServer server() {
        return tracking.get().server(Optional.of(address.get()).filter(text -> !text.isBlank()), experiment.get());
    }

    private static long count(List<Sent> all, Sent.Outcome outcome) {
        return all.stream().filter(one -> one.outcome() == outcome).count();
    }
}
