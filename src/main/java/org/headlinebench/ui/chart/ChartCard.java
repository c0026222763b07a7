package org.headlinebench.ui.chart;

import java.util.function.Supplier;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.metrics.Provenance;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** A chart with its title, the tag of its numbers, and its controls. */
final class ChartCard extends VBox {
    private final RepaintClock clock;
    private final RepaintClock.Entry entry;

    ChartCard(String name, LiveChart chart, ExperimentModel experiment, Supplier<Theme> theme, RepaintClock clock,
            Node... controls) {
        this.clock = clock;
        String title = Messages.text("chart." + name);
        setId("chart-" + name);
        getStyleClass().add("card");
        var pane = new ChartPane(chart);
        pane.setAccessibleText(title);
        VBox.setVgrow(pane, Priority.ALWAYS);
        entry = new RepaintClock.Entry(() -> {
            chart.update(experiment.runs(), theme.get());
            pane.paint();
        }, this::isOnScreen);
        getChildren().addAll(header(title, controls), pane);
        // A canvas that is resized paints by itself, with the numbers it has; the newest follow in their turn.
        pane.widthProperty().subscribe(_ -> refresh());
        pane.heightProperty().subscribe(_ -> refresh());
        sceneProperty().subscribe(_ -> refresh());
    }

    /** Has the newest numbers drawn soon. */
    void refresh() {
        clock.request(entry);
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

    private static HBox header(String title, Node... controls) {
        var name = new Label(title);
        name.getStyleClass().add("card-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var tag = new Label(Provenance.MEASURED.label());
        tag.getStyleClass().addAll("tag", "tag-measured");
        tag.setMinWidth(Region.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var header = new HBox(name, tag, gap);
        header.getChildren().addAll(controls);
        header.getStyleClass().add("card-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }
}
