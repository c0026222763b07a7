package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Problem;

/**
 * The articles whose samples are in memory: read from the run store when somebody looks at one, with those around it, and
 * forgotten when many others have been looked at since. Window's thread only.
 */
final class LoadedArticles {
    /** Several screens. */
    static final int KEPT = 256;

    private final ExperimentModel experiment;
    private final Function<ArticleRow, List<ArticleRow>> around;
    private final Consumer<Problem> failed;
    private final Map<ArticleRow, Boolean> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<ArticleRow> wanted = new LinkedHashSet<>();
    private boolean reading;

    /** What is to be read of one run. */
    private record Page(int ordinal, RunId run, Map<Integer, ArticleRow> byPosition) {}

    /** @param around the rows that will probably be looked at next, with the row itself */
    LoadedArticles(ExperimentModel experiment, Function<ArticleRow, List<ArticleRow>> around,
            Consumer<Problem> failed) {
        this.experiment = experiment;
        this.around = around;
        this.failed = failed;
    }

    /** Somebody looks at an article. */
    void asked(ArticleRow row) {
        if (loaded.get(row) == null) {
            for (ArticleRow near : around.apply(row)) {
                want(near);
            }
            want(row);
            read();
        }
    }

    /** A sample has just been measured; it is shown where its article is looked at. */
    void measured(ArticleRow row, int ordinal, Sample sample) {
        if (loaded.containsKey(row)) {
            row.show(ordinal, sample);
        }
    }

    int count() {
        return loaded.size();
    }

    private void want(ArticleRow row) {
        if (loaded.put(row, true) == null) {
            wanted.add(row);
        }
        if (loaded.size() > KEPT) {
            ArticleRow longestUnseen = loaded.keySet().iterator().next();
            loaded.remove(longestUnseen);
            wanted.remove(longestUnseen);
            longestUnseen.forget();
        }
    }

    /** One page after the other: what is asked for meanwhile is read together. */
    private void read() {
        if (reading || wanted.isEmpty()) {
            return;
        }
        reading = true;
        List<Page> pages = experiment.runs().stream().map(this::page).flatMap(Optional::stream).toList();
        wanted.clear();
        experiment.background().run(() -> {
            var found = new ArrayList<List<Sample>>();
            for (Page page : pages) {
                found.add(experiment.samples().at(page.run(), page.byPosition().keySet()));
            }
            return found;
        }, found -> {
            for (int i = 0; i < pages.size(); i++) {
                show(pages.get(i), found.get(i));
            }
            reading = false;
            read();
        }, problem -> {
            reading = false;
            failed.accept(problem);
        });
    }

    private Optional<Page> page(RunModel run) {
        var byPosition = new HashMap<Integer, ArticleRow>();
        wanted.forEach(row -> row.place(run.ordinal())
                .ifPresent(place -> byPosition.put(run.numbers().position(place), row)));
        return byPosition.isEmpty()
                ? Optional.empty()
                : run.run().get().map(stored -> new Page(run.ordinal(), stored.id(), byPosition));
    }

    private void show(Page page, List<Sample> samples) {
        for (Sample sample : samples) {
            ArticleRow row = page.byPosition().get(sample.position());
            if (loaded.containsKey(row)) {
                row.show(page.ordinal(), sample);
            }
        }
    }
}
