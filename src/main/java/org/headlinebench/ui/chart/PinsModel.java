package org.headlinebench.ui.chart;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.benchmark.PinStore;
import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** The charts that are pinned for the report. Window's thread only. */
public final class PinsModel {
    private final PinStore store;
    private final Background background;
    private final Clock clock;
    private final ObservableList<PinnedChart> charts = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<PinnedChart> chartsView = FXCollections.unmodifiableObservableList(charts);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    public PinsModel(PinStore store, Background background, Clock clock) {
        this.store = store;
        this.background = background;
        this.clock = clock;
    }

    /** In the order pinned. */
    public ObservableList<PinnedChart> charts() {
        return chartsView;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Reads what is pinned. */
    public void load() {
        change(_ -> {});
    }

    /**
     * Pins a chart of those of the runs that are stored; nothing happens where none is.
     *
     * @param kind    which chart
     * @param options what is chosen on it
     * @param drawing what it shows
     */
    public void pin(String title, String kind, List<RunModel> runs, Map<String, String> options,
            ChartDrawing drawing) {
        List<RunId> stored = stored(runs);
        if (!stored.isEmpty()) {
            var chart = new PinnedChart(UUID.randomUUID().toString(), title, kind, stored, options, clock.instant(),
                    Optional.of(drawing));
            change(pins -> pins.pin(chart));
        }
    }

    public void unpin(PinnedChart chart) {
        change(pins -> pins.unpin(chart.id()));
    }

    /** A pinned chart in a line. */
    static String words(PinnedChart chart) {
        String chosen = String.join(", ", chart.options()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option -> word(chart.kind(), option.getKey(), option.getValue()))
                .toList());
        int runs = chart.runs().size();
        String one = runs == 1 ? ".one" : "";
        return chosen.isEmpty()
                ? Messages.text("pins.line.plain" + one, chart.title(), runs)
                : Messages.text("pins.line" + one, chart.title(), chosen, runs);
    }

    /** As the card shows it where it has a word for it. */
    private static String word(String kind, String option, String value) {
        for (String key : List.of("chart." + kind + "." + value, "chart." + kind + "." + option + "." + value)) {
            if (Messages.has(key)) {
                return Messages.text(key);
            }
        }
        return value.replace('_', '-');
    }

    static List<RunId> stored(List<RunModel> runs) {
        return runs.stream().map(run -> run.run().get()).flatMap(Optional::stream).map(Run::id).toList();
    }

    private void change(Consumer<PinStore> change) {
        background.run(() -> {
            change.accept(store);
            return store.all();
        }, all -> {
            problem.set(Optional.empty());
            charts.setAll(all);
        }, found -> problem.set(Optional.of(found)));
    }
}
