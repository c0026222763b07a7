package org.headlinebench.ui.chart;

import java.util.List;
import java.util.function.Supplier;

import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** A chart with its title, the tag of its numbers, and its controls. */
final class ChartCard extends VBox {
    private static final double EDGES = 20;
    private final RepaintClock clock;
    private final RepaintClock.Entry entry;
    private final ChartPane pane;

    ChartCard(String name, LiveChart chart, ExperimentModel experiment, Supplier<Theme> theme, RepaintClock clock,
            ChartPainter painter, ChartExport export, Node... controls) {
        this.clock = clock;
        String title = Messages.text("chart." + name);
        setId("chart-" + name);
        getStyleClass().add("card");
        pane = new ChartPane(chart, painter, this::refresh);
        pane.setAccessibleText(title);
        VBox.setVgrow(pane, Priority.ALWAYS);
        Supplier<ChartExport.Source> source = () -> new ChartExport.Source(title, chart, shown(experiment), theme.get(),
                (int) pane.getWidth(), (int) pane.getHeight());
        var header = new CardHeader(title, export.menu(name, source, pane.zoom()), controls);
        entry = new RepaintClock.Entry(() -> pane.paint(() -> {
            List<RunModel> runs = shown(experiment);
            header.simulated(runs.stream().anyMatch(RunModel::isSimulated));
            chart.update(runs, theme.get());
        }), this::isOnScreen);
        widthProperty().subscribe(width -> header.fit(width.doubleValue() - EDGES));
        getChildren().addAll(header, pane);
        pane.widthProperty().subscribe(_ -> refresh());
        pane.heightProperty().subscribe(_ -> refresh());
        sceneProperty().subscribe(_ -> refresh());
    }

    /** Whether it shows its newest numbers, as far as anybody sees it. */
    boolean isPainted() {
        return !isOnScreen() || !pane.isPainting() && !clock.isWaiting(entry);
    }

    /** Has the newest numbers drawn soon. */
    void refresh() {
        clock.request(entry);
    }

    private static List<RunModel> shown(ExperimentModel experiment) {
        return experiment.runs().stream().filter(run -> run.charted().get()).toList();
    }

    private boolean isOnScreen() {
        if (getScene() == null || getScene().getWindow() == null || !getScene().getWindow().isShowing()) {
            return false;
        }
        for (Node node = this; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return getWidth() > 0 && getHeight() > 0;
    }
}
