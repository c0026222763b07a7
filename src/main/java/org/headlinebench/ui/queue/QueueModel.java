package org.headlinebench.ui.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.WaitingExperiments;
import org.headlinebench.benchmark.WaitingExperiments.Waiting;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/**
 * Experiments one after the other: what is added runs when those before it are over. All of them are stored, the one that
 * runs too, so that the next start of the program can go on where this one ended. Window's thread only.
 */
public final class QueueModel {
    private final WaitingExperiments store;
    private final RunStore runs;
    private final ExperimentModel experiment;
    private final Background background;
    private final ObservableList<Experiment> waiting = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<Experiment> waitingView = FXCollections.unmodifiableObservableList(waiting);
    private final ReadOnlyObjectWrapper<List<Waiting>> leftOver = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<String> current = Optional.empty();
    private boolean closing;

    public QueueModel(WaitingExperiments store, RunStore runs, ExperimentModel experiment, Background background) {
        this.store = store;
        this.runs = runs;
        this.experiment = experiment;
        this.background = background;
        experiment.running().subscribe(running -> {
            if (!running) {
                over();
            }
        });
    }

    /** What waits, in the order in which it will run; what runs is not among it. */
    public ObservableList<Experiment> waiting() {
        return waitingView;
    }

    /** What the program had not done when it ended; waits for {@link #goOn} or {@link #forget}. */
    public ReadOnlyObjectProperty<List<Waiting>> leftOver() {
        return leftOver.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Looks for what an earlier process left. */
    public void load() {
        background.run(store::takeLeftOver, leftOver::set, this::failed);
    }

    /**
     * Puts an experiment at the end; it starts at once where nothing else runs or waits.
     *
     * @param workload made on another thread, since a large dataset takes a while
     */
    public void add(List<RunSetup> setups, Supplier<Workload> workload) {
        String id = experiment.newId();
        problem.set(Optional.empty());
        background.run(() -> {
            var made = new Experiment(id, setups, workload.get());
            store.add(made);
            return made;
        }, made -> {
            waiting.add(made);
            startNext();
        }, this::failed);
    }

    /** Runs setups of the experiment that is shown once more, over the same articles. */
    public void retry(List<RunSetup> setups) {
        experiment.workload().ifPresent(workload -> add(setups, () -> workload));
    }

    /** Moves a waiting experiment by so many places, towards the front where negative. */
    public void move(Experiment moved, int places) {
        int from = waiting.indexOf(moved);
        int to = Math.clamp((long) from + places, 0, waiting.size() - 1);
        if (from >= 0 && from != to) {
            waiting.remove(from);
            waiting.add(to, moved);
            List<String> order = waiting.stream().map(Experiment::id).toList();
            stored(() -> store.reorder(order));
        }
    }

    public void remove(Experiment unwanted) {
        if (waiting.remove(unwanted)) {
            stored(() -> store.remove(unwanted.id()));
        }
    }

    /** Runs what an earlier process left; of an experiment that had begun, the setups that had not finished. */
    public void goOn() {
        List<Waiting> left = leftOver.get();
        leftOver.set(List.of());
        background.run(() -> left.stream().map(this::rest).flatMap(Optional::stream).toList(), rest -> {
            waiting.addAll(rest);
            startNext();
        }, this::failed);
    }

    /** Drops what an earlier process left. What it measured stays. */
    public void forget() {
        List<Waiting> left = leftOver.get();
        leftOver.set(List.of());
        stored(() -> left.forEach(one -> store.remove(one.experiment().id())));
    }

    /** Starts nothing any more: the window is closing. What waits stays stored. */
    public void hold() {
        closing = true;
    }

    private Optional<Experiment> rest(Waiting left) {
        if (!left.begun()) {
            return Optional.of(left.experiment());
        }
        List<Run> begun = runs.ofExperiment(left.experiment().id());
        List<RunSetup> setups = new ArrayList<>(left.experiment().setups());
        begun.stream()
                .filter(run -> run.state() == RunState.FINISHED)
                .forEach(run -> setups.remove(run.setup()));
        Optional<Experiment> rest = setups.isEmpty()
                ? Optional.empty()
                : Optional.of(new Experiment(left.experiment().id() + "-rest", setups, left.experiment().workload()));
        rest.ifPresent(store::add);
        store.remove(left.experiment().id());
        return rest;
    }

    private void startNext() {
        if (closing || current.isPresent() || experiment.running().get() || waiting.isEmpty()) {
            return;
        }
        Experiment next = waiting.removeFirst();
        current = Optional.of(next.id());
        background.run(() -> {
            store.begin(next.id());
            return next;
        }, experiment::start, found -> {
            current = Optional.empty();
            failed(found);
        });
    }

    private void over() {
        current.ifPresent(id -> stored(() -> store.remove(id)));
        current = Optional.empty();
        if (!waiting.isEmpty()) {
            // The next experiment takes the place where this one says what was wrong.
            experiment.problem().get().ifPresent(this::failed);
        }
        startNext();
    }

    private void stored(Runnable change) {
        background.run(() -> {
            change.run();
            return true;
        }, _ -> {}, this::failed);
    }

    private void failed(Problem found) {
        problem.set(Optional.of(found));
    }
}
