package org.headlinebench.ui.experiment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.metrics.quality.ReferenceLines;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** The experiment that the window shows: started and cancelled here, its runs observable. Window's thread only. */
public final class ExperimentModel {
    /** Only the means of the reference lines are drawn, so their intervals need no resamples. */
    private static final Bootstrap MEANS_ONLY = new Bootstrap(40, 0.95, 42);
    /** The command line's, so that both draw the same line. */
    private static final long RANDOM_HEADLINE_SEED = 1;

    private final Benchmark benchmark;
    private final Executor experimentThread;
    private final Background background;
    private final Clock clock;
    private final ObservableList<RunModel> runs = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<RunModel> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ReadOnlyObjectWrapper<List<NewsRow>> articles = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ReferenceLines>> references = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private Cancellation cancellation = new Cancellation();
    private FigureDesk desk;

    /**
     * @param experimentThread where experiments run, one at a time
     * @param background       computes figures
     */
    public ExperimentModel(Benchmark benchmark, Executor experimentThread, Background background, Clock clock) {
        this.benchmark = benchmark;
        this.experimentThread = experimentThread;
        this.background = background;
        this.clock = clock;
        this.desk = new FigureDesk(background);
    }

    /**
     * Begins an experiment and forgets the one before, which stays in the store.
     *
     * @param setups   what runs, in order
     * @param workload made on the experiment's thread, since a large dataset takes a while
     */
    public void start(List<RunSetup> setups, Supplier<Workload> workload) {
        if (running.get()) {
            throw new IllegalStateException("an experiment is running");
        }
        var mine = new Cancellation();
        cancellation = mine;
        running.set(true);
        cancelling.set(false);
        problem.set(Optional.empty());
        String id = RunId.create(clock.instant()).value();
        experimentThread.execute(() -> run(id, setups, workload, mine));
    }

    /** Asks the experiment to stop; what was measured stays. */
    public void cancel() {
        if (running.get() && !cancelling.get()) {
            cancelling.set(true);
            Cancellation current = cancellation;
            background.run(() -> {
                current.cancel();
                return true;
            }, _ -> {}, found -> problem.set(Optional.of(found)));
        }
    }

    public ObservableList<RunModel> runs() {
        return runsView;
    }

    /** What is written about, in order; empty before the first experiment. */
    public ReadOnlyObjectProperty<List<NewsRow>> articles() {
        return articles.getReadOnlyProperty();
    }

    /** What trivial models score on the same rows. */
    public ReadOnlyObjectProperty<Optional<ReferenceLines>> references() {
        return references.getReadOnlyProperty();
    }

    /** Why nothing could run at all. A run that failed says so itself. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty cancelling() {
        return cancelling.getReadOnlyProperty();
    }

    private void run(String id, List<RunSetup> setups, Supplier<Workload> workload, Cancellation mine) {
        try {
            Workload chosen = workload.get();
            background.frames().submit(() -> show(setups, chosen));
            List<Run> over = benchmark.run(new Experiment(id, setups, chosen),
                    new FrameListener(background.frames(), this::runOf, this::measured), mine);
            background.frames().submit(() -> over.forEach(this::changed));
            background.frames().submit(() -> end(Optional.empty()));
        } catch (RuntimeException | Error failure) {
            Problem words = Problem.of(failure);
            background.frames().submit(() -> end(Optional.of(words)));
        }
    }

    private void show(List<RunSetup> setups, Workload workload) {
        desk = new FigureDesk(background);
        references.set(Optional.empty());
        articles.set(workload.rows());
        runs.setAll(IntStream.range(0, setups.size())
                .mapToObj(i -> new RunModel(i + 1, setups.get(i), workload.rows().size() * workload.passes()))
                .toList());
        List<NewsRow> rows = workload.rows();
        background.run(() -> ReferenceLines.of(rows.stream().map(NewsRow::shortDescription).toList(),
                rows.stream().map(NewsRow::headline).toList(), RANDOM_HEADLINE_SEED, Rouge.plain(), MEANS_ONLY),
                lines -> {
                    if (articles.get() == rows) {
                        references.set(Optional.of(lines));
                    }
                }, found -> problem.set(Optional.of(found)));
    }

    private RunModel runOf(Run run) {
        return runs.get(run.ordinal() - 1);
    }

    private void changed(Run run) {
        RunModel model = runOf(run);
        model.changed(run);
        measured(model);
    }

    private void measured(RunModel model) {
        List<Sample> baseline = runs.getFirst().samples();
        desk.update(model, baseline);
    }

    private void end(Optional<Problem> failure) {
        problem.set(failure);
        running.set(false);
        cancelling.set(false);
    }
}
