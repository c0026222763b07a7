package org.headlinebench.ui.sidebyside;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;

/** The articles of the experiment, each beside its generated headlines. */
public final class SideBySideModel {
    private final ExperimentModel experiment;
    private final ObservableList<ArticleRow> rows = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<ArticleRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final FilteredList<ArticleRow> filtered = new FilteredList<>(rows);
    private final SortedList<ArticleRow> sorted = new SortedList<>(filtered);
    private ArticleFilter filter = ArticleFilter.ALL;
    private ArticleOrder order = ArticleOrder.ROW;
    private final Map<Integer, ArticleRow> byNumber = new HashMap<>();

    public SideBySideModel(ExperimentModel experiment) {
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

    /** Shows only what passes; what is written later is judged when the filter changes or a run ends. */
    void filter(ArticleFilter wanted) {
        filter = wanted;
        filtered.setPredicate(wanted.equals(ArticleFilter.ALL)
                ? null
                : row -> wanted.accepts(row, experiment.runs().size()));
    }

    void order(ArticleOrder wanted) {
        order = wanted;
        sorted.setComparator(wanted == ArticleOrder.ROW ? null : wanted.comparator(experiment.runs().size()));
    }

    /** The next article behind a place at which some run wrote something else than the first; -1 where there is none. */
    int nextDifference(int place) {
        for (int next = place + 1; next < sorted.size(); next++) {
            if (ArticleFilter.isDifferent(sorted.get(next), experiment.runs().size())) {
                return next;
            }
        }
        return -1;
    }

    /**
     * Writes what is shown to a CSV file.
     *
     * @throws org.headlinebench.failure.UserError if it cannot be written
     */
    void export(Path file) {
        ArticleFile.write(runs().stream().map(RunModel::label).toList(), sorted.stream()
                .map(row -> new ArticleFile.Line(row.article(),
                        runs().stream().map(run -> row.written(run.ordinal())).toList()))
                .toList(), file);
    }

    /** The configurations, in the experiment's order. */
    public List<RunModel> runs() {
        return experiment.runs();
    }

    private void begin() {
        byNumber.clear();
        for (NewsRow article : experiment.articles().get()) {
            byNumber.put(article.rowNumber(), new ArticleRow(article, experiment.runs().size()));
        }
        rows.setAll(experiment.articles().get().stream().map(article -> byNumber.get(article.rowNumber())).toList());
        for (RunModel run : experiment.runs()) {
            run.samples().forEach(sample -> wrote(run, sample));
            run.samples().addListener((ListChangeListener<Sample>) change -> {
                while (change.next()) {
                    change.getAddedSubList().forEach(sample -> wrote(run, sample));
                }
            });
        }
    }

    /** A run of an experiment that is no longer shown finds no row, or one that has no place for it. */
    private void wrote(RunModel run, Sample sample) {
        ArticleRow row = byNumber.get(sample.row());
        if (row != null && experiment.runs().contains(run)) {
            row.wrote(run.ordinal(), sample);
        }
    }
}
