package org.headlinebench.ui.chart;

import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.metrics.Provenance;
import org.headlinebench.ui.text.Messages;

/** A card's title, the tag of its numbers, and its controls: beside them, or below where the card is narrow. */
final class CardHeader extends VBox {
    private final HBox line = new HBox();
    private final HBox below = new HBox();
    private final Label simulated = tag(Provenance.SIMULATED, "tag-simulated");
    private final Node[] controls;

    /** @param menu stays at the right end of the title's line */
    CardHeader(String title, Node menu, Node... controls) {
        this.controls = controls;
        getStyleClass().add("card-header");
        var name = new Label(title);
        name.getStyleClass().add("card-title");
        name.setMinWidth(USE_PREF_SIZE);
        simulated(false);
        simulated.setTooltip(new Tooltip(Messages.text("topology.simulated.tip")));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        line.getChildren().addAll(name, tag(Provenance.MEASURED, "tag-measured"), simulated, gap);
        for (HBox row : new HBox[]{line, below}) {
            row.getStyleClass().add("card-line");
            row.setAlignment(Pos.CENTER_LEFT);
        }
        line.getChildren().addAll(controls);
        line.getChildren().add(menu);
        getChildren().add(line);
    }

    private static Label tag(Provenance provenance, String look) {
        var tag = new Label(provenance.label());
        tag.getStyleClass().addAll("tag", look);
        tag.setMinWidth(USE_PREF_SIZE);
        return tag;
    }

    /** Says whether numbers of stand-ins are among those shown. */
    void simulated(boolean some) {
        simulated.setVisible(some);
        simulated.setManaged(some);
    }

    /** Moves the controls to where there is room for them. */
    void fit(double cardWidth) {
        if (controls.length == 0) {
            return;
        }
        double needed = 0;
        for (Node node : line.getChildren()) {
            needed += !node.isManaged() ? 0 : node.prefWidth(-1) + line.getSpacing();
        }
        if (below.getChildren().isEmpty() && needed > cardWidth && cardWidth > 0) {
            line.getChildren().removeAll(controls);
            below.getChildren().setAll(controls);
            getChildren().add(below);
        } else if (!below.getChildren().isEmpty() && needed + controlsWidth() <= cardWidth) {
            below.getChildren().clear();
            getChildren().remove(below);
            line.getChildren().addAll(line.getChildren().size() - 1, List.of(controls));
        }
    }

    private double controlsWidth() {
        double width = 0;
        for (Node control : controls) {
            width += control.prefWidth(-1) + line.getSpacing();
        }
        return width;
    }
}
