package org.headlinebench.ui.sidebyside;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** The articles of the experiment, each beside its generated headlines, which are read from the run store by the page. */
public final class SideBySideModel {
    /** Articles that are read together while all are shown in their order. */
    private static final int PAGE = 32;

    private final ExperimentModel experiment;
    private final Jobs jobs;
    private final ObservableList<ArticleRow> rows = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<ArticleRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final FilteredList<ArticleRow> filtered = new FilteredList<>(rows);
    private final SortedList<ArticleRow> sorted = new SortedList<>(filtered);
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final AtomicInteger search = new AtomicInteger();
    private ArticleFilter filter = ArticleFilter.ALL;
    private ArticleOrder order = ArticleOrder.ROW;
    private final Map<Integer, Integer> byNumber = new HashMap<>();
    private LoadedArticles loaded;

    /** With a list of jobs that nobody sees. */
    public SideBySideModel(ExperimentModel experiment) {
        this(experiment, new Jobs(experiment.background()));
    }

    /** @param jobs lists what is written to files */
    public SideBySideModel(ExperimentModel experiment, Jobs jobs) {
        this.jobs = jobs;
        this.experiment = experiment;
        experiment.runs().addListener((ListChangeListener<RunModel>) _ -> begin());
        experiment.running().subscribe(_ -> {
            filter(filter);
            order(order);
        });
        begin();
    }

    public ObservableList<ArticleRow> rows() {
        return rowsView;
    }

    /** The articles that pass the filter, in the chosen order. */
    public ObservableList<ArticleRow> shown() {
        return sorted;
    }

    /** What was done, in words, until the next thing is done. */
    public ReadOnlyObjectProperty<Optional<String>> notice() {
        return notice.getReadOnlyProperty();
    }

    /** What could not be done, until the next thing is done. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /**
     * Shows only what passes; what is written later is judged when the filter changes or a run ends. Words are looked for in
     * the run store, so they pass a moment later.
     */
    void filter(ArticleFilter wanted) {
        filter = wanted;
        int mine = search.incrementAndGet();
        Set<String> words = wanted.words();
        if (words.isEmpty()) {
            pass(wanted, _ -> true);
            return;
        }
        var found = new WordSearch(words, experiment.articles().get(), () -> search.get() == mine);
        List<RunModel> runs = List.copyOf(runs());
        List<WordSearch.Written> written = runs.stream()
                .flatMap(run -> run.run()
                        .get()
                        .map(stored -> new WordSearch.Written(stored.id(), run.count().get()))
                        .stream())
                .toList();
        experiment.background().run(() -> found.in(written, experiment.samples()), matching -> {
            if (search.get() == mine) {
                pass(wanted, row -> matching.contains(row.article().rowNumber()));
            }
        }, this::failed);
    }

    private void pass(ArticleFilter wanted, Predicate<ArticleRow> hasWords) {
        filtered.setPredicate(wanted.equals(ArticleFilter.ALL)
                ? null
                : row -> wanted.accepts(row, experiment.runs()) && hasWords.test(row));
    }

    void order(ArticleOrder wanted) {
        order = wanted;
        sorted.setComparator(wanted == ArticleOrder.ROW ? null : wanted.comparator(experiment.runs()));
    }

    /** The next article behind a place at which some run wrote something else than the first; -1 where there is none. */
    int nextDifference(int place) {
        for (int next = place + 1; next < sorted.size(); next++) {
            if (ArticleFilter.isDifferent(sorted.get(next), experiment.runs())) {
                return next;
            }
        }
        return -1;
    }

    /** Writes what is shown to a CSV file. */
    void export(Path file) {
        notice.set(Optional.empty());
        problem.set(Optional.empty());
        List<RunModel> runs = List.copyOf(runs());
        List<String> names = runs.stream().map(RunModel::label).toList();
        var lines = new StoredLines(experiment.samples(), runs, sorted);
        jobs.run(Messages.text("sideBySide.job", file.getFileName()), job -> {
            ArticleFile.write(names, lines.telling(done -> {
                job.check();
                job.tell(done, Messages.text("sideBySide.job.words", lines.count()));
            }), file);
            return file;
        }, written -> notice.set(Optional.of(Messages.text("sideBySide.exported", written))), this::failed,
                () -> notice.set(Optional.of(Messages.text("sideBySide.stopped", file))));
    }

    /** The configurations, in the experiment's order. */
    public List<RunModel> runs() {
        return experiment.runs();
    }

    /** How many articles' samples are in memory. */
    int loaded() {
        return loaded.count();
    }

    private void failed(Problem found) {
        problem.set(Optional.of(found));
    }

    private void begin() {
        byNumber.clear();
        List<NewsRow> articles = experiment.articles().get();
        int runs = experiment.runs().size();
        loaded = new LoadedArticles(experiment, this::around, this::failed);
        LoadedArticles looked = loaded;
        for (int place = 0; place < articles.size(); place++) {
            byNumber.put(articles.get(place).rowNumber(), place);
        }
        rows.setAll(articles.stream().map(article -> new ArticleRow(article, runs, looked::asked)).toList());
        for (RunModel run : experiment.runs()) {
            for (int place = 0; place < run.numbers().count(); place++) {
                wrote(run, place);
            }
            run.newest().subscribe(sample -> sample.ifPresent(found -> measured(run, found)));
        }
    }

    /** A run of an experiment that is no longer shown finds no row, or one that has no place for it. */
    private void measured(RunModel run, Sample sample) {
        if (byNumber.containsKey(sample.row()) && experiment.runs().contains(run)) {
            wrote(run, run.numbers().count() - 1);
            loaded.measured(rows.get(byNumber.get(sample.row())), run.ordinal(), sample);
        }
    }

    private void wrote(RunModel run, int place) {
        Integer row = byNumber.get(run.numbers().row(place));
        if (row != null) {
            rows.get(row).wrote(run.ordinal(), place);
        }
    }

    /** The page of an article while all are shown in their order; those of a selection are read as they are looked at. */
    private List<ArticleRow> around(ArticleRow row) {
        if (sorted.size() < rows.size() || order != ArticleOrder.ROW) {
            return List.of();
        }
        int first = byNumber.get(row.article().rowNumber()) / PAGE * PAGE;
        return rows.subList(first, Math.min(rows.size(), first + PAGE));
    }
}
