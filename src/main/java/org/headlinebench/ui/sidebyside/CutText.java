package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Point2D;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * The words of a cell in a space whose size its table knows. Its pieces of text stay when the cell shows another article:
 * a piece that is new is looked up in the style sheets, and a space that depends on its words has the table measure each
 * text several times. Both would be what scrolling takes most of its time for.
 */
final class CutText extends Region {
    private final TextFlow flow = new TextFlow();
    private final List<Text> pool = new ArrayList<>();
    private final Text below = new Text();
    private final String look;
    private CellText shown = CellText.NONE;

    /** @param look style class of what is not marked */
    CutText(String look) {
        this.look = look;
        below.getStyleClass().add("figures");
        below.setManaged(false);
        flow.setManaged(false);
        getChildren().addAll(flow, below);
    }

    void show(CellText text) {
        if (shown != text) {
            shown = text;
            below.setText(text.below());
            below.setVisible(!text.below().isEmpty());
            fill(text.isMeasured(getWidth(), getHeight()) ? text.fitting() : text.pieces());
            requestLayout();
        }
    }

    private void fill(List<String> pieces) {
        while (pool.size() < pieces.size()) {
            var text = new Text();
            text.getStyleClass().add(pool.size() % 2 == 0 ? look : "shared");
            pool.add(text);
            flow.getChildren().add(text);
        }
        for (int i = 0; i < pool.size(); i++) {
            boolean used = i < pieces.size();
            pool.get(i).setText(used ? pieces.get(i) : "");
            pool.get(i).setManaged(used);
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (width <= 0 || getHeight() <= 0) {
            return;
        }
        below.setWrappingWidth(width);
        double reserved = below.isVisible() ? below.getLayoutBounds().getHeight() : 0;
        if (!shown.isMeasured(width, getHeight())) {
            fill(shown.pieces());
            measure(width, getHeight() - reserved);
        }
        double used = flow.prefHeight(width);
        flow.resizeRelocate(0, 0, width, used);
        below.relocate(0, used);
    }

    private void measure(double width, double room) {
        int letters = -1;
        double needed = flow.prefHeight(width);
        if (needed > room) {
            flow.resize(width, needed);
            flow.layout();
            letters = flow.getHitInfo(new Point2D(width, Math.max(0, wholeLines(needed, room) - 2)))
                    .getInsertionIndex();
        }
        shown.measured(width, getHeight(), letters);
        fill(shown.fitting());
    }

    /** The height of as many whole lines as there is room for. */
    private double wholeLines(double needed, double room) {
        double line = pool.getFirst().getFont().getSize() * 1.33;
        int lines = (int) Math.max(1, Math.round(needed / line));
        double height = needed / lines;
        return Math.max(1, Math.floor(room / height)) * height;
    }

    /** Its size is its table's affair. */
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }
}
