package org.headlinebench.ui.page;

import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What can be done on a page: one group at either side, or one above the other where a line has no room for both. */
public final class ToolLine extends Region {
    private static final double GAP = 8;
    private final HBox left;
    private final FlowPane right = new FlowPane(GAP, GAP);

    /** @param right breaks into lines where even one group is too wide */
    public ToolLine(HBox left, Node... right) {
        this.left = left;
        left.getStyleClass().add("tool-line");
        left.setAlignment(Pos.CENTER_LEFT);
        this.right.getStyleClass().add("tool-line");
        this.right.setAlignment(Pos.CENTER_LEFT);
        this.right.getChildren().addAll(right);
        getChildren().addAll(left, this.right);
    }

    private double rightWidth() {
        double width = -GAP;
        for (Node node : right.getChildren()) {
            width += Math.ceil(node.prefWidth(-1)) + GAP;
        }
        return Math.max(0, width) + 1;
    }

    private boolean isOneLine(double width) {
        return left.prefWidth(-1) + 2 * GAP + rightWidth() <= width;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (isOneLine(width)) {
            double side = rightWidth();
            left.resizeRelocate(0, 0, width - side - GAP, getHeight());
            right.resizeRelocate(width - side, 0, side, getHeight());
        } else {
            double above = left.prefHeight(-1);
            left.resizeRelocate(0, 0, Math.min(width, left.prefWidth(-1)), above);
            right.resizeRelocate(0, above + GAP, width, getHeight() - above - GAP);
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double available = width < 0 ? getWidth() : width;
        return isOneLine(available)
                ? Math.max(left.prefHeight(-1), right.prefHeight(rightWidth()))
                : left.prefHeight(-1) + GAP + right.prefHeight(available);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return left.prefWidth(-1) + 2 * GAP + rightWidth();
    }
}
