package org.headlinebench.ui.experiment;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
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
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
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

    private static final System.Logger LOG = System.getLogger(ExperimentModel.class.getName());

    private final Benchmark benchmark;
    private final Executor experimentThread;
    private final Background background;
    private final Background computing;
    private final StoredSamples samples;
    private final Clock clock;
    private final Function<RunSetup, OptionalLong> estimate;
    private final ObservableList<RunModel> runs = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<RunModel> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ReadOnlyObjectWrapper<List<NewsRow>> articles = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ReferenceLines>> references = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> waiting = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private Cancellation cancellation = new Cancellation();
    private FigureDesk desk;
    private Optional<Workload> measured = Optional.empty();

    /** Without estimates. */
    public ExperimentModel(Benchmark benchmark, RunStore store, Executor experimentThread, Background background,
            Clock clock) {
        this(benchmark, store, experimentThread, background, background, clock, _ -> OptionalLong.empty());
    }

    /**
     * @param store            where the benchmark keeps samples before it tells of them; read again from there
     * @param experimentThread where experiments run, one at a time
     * @param background       answers what somebody waits for
     * @param computing        computes figures, which may take seconds
     * @param estimate         bytes that a setup's model and cache will take; asked on another thread
     */
    public ExperimentModel(Benchmark benchmark, RunStore store, Executor experimentThread, Background background,
            Background computing, Clock clock, Function<RunSetup, OptionalLong> estimate) {
        this.estimate = estimate;
        this.benchmark = benchmark;
        this.experimentThread = experimentThread;
        this.background = background;
        this.computing = computing;
        this.clock = clock;
        this.samples = new StoredSamples(store);
        this.desk = new FigureDesk(computing, samples);
    }

    /**
     * Begins an experiment and forgets the one before, which stays in the store.
     *
     * @param setups   what runs, in order
     * @param workload made on the experiment's thread, since a large dataset takes a while
     */
    public void start(List<RunSetup> setups, Supplier<Workload> workload) {
        String id = newId();
        start(() -> new Experiment(id, setups, workload.get()));
    }

    /** Begins an experiment that is known already. */
    public void start(Experiment experiment) {
        start(() -> experiment);
    }

    /** A name for an experiment that begins now. */
    public String newId() {
        return RunId.create(clock.instant()).value();
    }

    private void start(Supplier<Experiment> experiment) {
        if (running.get()) {
            throw new IllegalStateException("an experiment is running");
        }
        var mine = new Cancellation();
        cancellation = mine;
        running.set(true);
        cancelling.set(false);
        problem.set(Optional.empty());
        experimentThread.execute(() -> run(experiment, mine));
    }

    /**
     * Shows past runs as if they had just been measured; the first is the baseline.
     *
     * @param stored of one dataset
     */
    public void open(List<StoredRun> stored) {
        if (running.get()) {
            throw new IllegalStateException("an experiment is running");
        }
        problem.set(Optional.empty());
        measured = Optional.empty();
        boolean oneModel = stored.stream().map(run -> run.run().setup().model()).distinct().count() == 1;
        List<NewsRow> rows = articlesOf(stored);
        List<RunModel> models = IntStream.range(0, stored.size())
                .mapToObj(i -> new RunModel(i + 1, stored.get(i).run().setup(), label(stored.get(i), oneModel),
                        total(stored.get(i).run())))
                .toList();
        for (int i = 0; i < stored.size(); i++) {
            models.get(i).restore(stored.get(i));
        }
        show(rows, models);
        runs.forEach(this::measured);
    }

    private static String label(StoredRun stored, boolean oneModel) {
        String stack = stored.run().setup().name();
        return !stored.name().isEmpty()
                ? stored.name()
                : oneModel ? stack : stored.run().setup().model() + ", " + stack;
    }

    private static int total(Run run) {
        return Math.max(1, run.workload().rows() * run.workload().passes());
    }

    /** Each article once, in the order in which it was first written about. */
    private static List<NewsRow> articlesOf(List<StoredRun> stored) {
        var articles = new LinkedHashMap<Integer, NewsRow>();
        stored.forEach(run -> run.articles().forEach(article -> articles.putIfAbsent(article.rowNumber(), article)));
        return List.copyOf(articles.values());
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

    /** Asks one run to stop, or not to begin; the others go on. */
    public void cancel(RunModel run) {
        if (running.get() && !run.state().get().isOver()) {
            Cancellation current = cancellation;
            run.run().get().map(Run::id).ifPresent(id -> background.run(() -> {
                current.cancel(id);
                return true;
            }, _ -> {}, found -> problem.set(Optional.of(found))));
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

    /** The samples of the runs that are shown, with all that belongs to them. */
    public StoredSamples samples() {
        return samples;
    }

    /** Where they are read without holding up the window. */
    public Background background() {
        return background;
    }

    /** Why nothing could run at all. A run that failed says so itself. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Why the experiment has not begun although it is its turn. */
    public ReadOnlyObjectProperty<Optional<String>> waiting() {
        return waiting.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty cancelling() {
        return cancelling.getReadOnlyProperty();
    }

    private void run(Supplier<Experiment> wanted, Cancellation mine) {
        try {
            Experiment experiment = wanted.get();
            background.frames().submit(() -> show(experiment));
            List<Run> over = benchmark.run(experiment,
                    new FrameListener(background.frames(), this::runOf, this::measured, this::waits), mine);
            background.frames().submit(() -> over.forEach(this::changed));
            background.frames().submit(() -> end(Optional.empty()));
        } catch (RuntimeException | Error failure) {
            Problem words = Problem.of(failure);
            background.frames().submit(() -> end(Optional.of(words)));
        }
    }

    private void show(Experiment experiment) {
        Workload workload = experiment.workload();
        List<RunSetup> setups = experiment.setups();
        measured = Optional.of(workload);
        show(workload.rows(), IntStream.range(0, setups.size())
                .mapToObj(i -> new RunModel(i + 1, setups.get(i), setups.get(i).name(),
                        workload.rows().size() * workload.passes()))
                .toList());
    }

    /** What the runs that are shown write about, as it can be run again; absent for past ones. */
    public Optional<Workload> workload() {
        return measured;
    }

    private void show(List<NewsRow> rows, List<RunModel> models) {
        desk = new FigureDesk(computing, samples);
        references.set(Optional.empty());
        articles.set(rows);
        runs.setAll(models);
        for (RunModel run : models) {
            background.run(() -> estimate.apply(run.setup()), run::estimated,
                    found -> LOG.log(System.Logger.Level.DEBUG, "no estimate: " + found.text()));
        }
        if (rows.isEmpty()) {
            return;
        }
        background.run(() -> ReferenceLines.of(rows.stream().map(NewsRow::shortDescription).toList(),
                rows.stream().map(NewsRow::headline).toList(), RANDOM_HEADLINE_SEED, Rouge.plain(), MEANS_ONLY),
                lines -> {
                    if (articles.get() == rows) {
                        references.set(Optional.of(lines));
                    }
                }, found -> problem.set(Optional.of(found)));
    }

    private void waits(String why) {
        waiting.set(why.isEmpty() ? Optional.empty() : Optional.of(why));
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
        desk.update(model, runs.getFirst());
    }

    private void end(Optional<Problem> failure) {
        problem.set(failure);
        running.set(false);
        cancelling.set(false);
    }
}
