package org.headlinebench.ui.chart;

import java.util.List;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** Cards side by side, all of one size, in as few lines as their width allows. */
final class ChartGrid extends Region {
    private static final double GAP = 8;
    private static final double LEAST_WIDTH = 232;
    private static final double LEAST_HEIGHT = 165;
    private static final double TOWER = 0.9;

    void show(List<? extends Region> cards) {
        getChildren().setAll(cards);
    }

    @Override
    protected void layoutChildren() {
        int count = getChildren().size();
        if (count == 0) {
            return;
        }
        int lines = lines(getWidth(), getHeight());
        int columns = (count + lines - 1) / lines;
        double width = (getWidth() - (columns - 1) * GAP) / columns;
        double height = (getHeight() - (lines - 1) * GAP) / lines;
        for (int i = 0; i < count; i++) {
            double x = Math.floor(i % columns * (width + GAP));
            double y = Math.floor(i / columns * (height + GAP));
            getChildren().get(i).resizeRelocate(x, y, Math.floor(width), Math.floor(height));
        }
    }

    /** As few as the width allows; more where the cards would otherwise be towers. */
    private int lines(double width, double height) {
        int count = getChildren().size();
        int lines = leastLines(width);
        while (lines < count && shape(lines, width, height) < TOWER
                && (height + GAP) / (lines + 1) - GAP >= LEAST_HEIGHT) {
            lines++;
        }
        return lines;
    }

    private int leastLines(double width) {
        int count = getChildren().size();
        int columns = (int) Math.clamp((width + GAP) / (LEAST_WIDTH + GAP), 1, Math.max(1, count));
        return (count + columns - 1) / columns;
    }

    /** Width by height of a card. */
    private double shape(int lines, double width, double height) {
        int columns = (getChildren().size() + lines - 1) / lines;
        return (width / columns) / (height / lines);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        int lines = getChildren().isEmpty() ? 0 : leastLines(width < 0 ? getWidth() : width);
        return lines == 0 ? 0 : lines * LEAST_HEIGHT + (lines - 1) * GAP;
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 3 * LEAST_WIDTH;
    }
}
