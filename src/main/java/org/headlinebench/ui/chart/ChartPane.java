package org.headlinebench.ui.chart;

import javafx.scene.layout.Region;
import javafx.scene.text.Font;

import org.jfree.chart.fx.ChartCanvas;

/** Gives a chart's canvas the whole of its place. The canvas paints when it is resized or asked to. */
final class ChartPane extends Region {
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 90;

    private final ChartCanvas canvas;

    private final Zoom zoom;

    /** @param repaint has the chart drawn with its newest numbers */
    ChartPane(LiveChart chart, Runnable repaint) {
        canvas = new ChartCanvas(chart.chart());
        // The library's own zooming knows no way back.
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        // The library's font is forgotten with each painting; what is set here comes back.
        canvas.getGraphicsContext2D()
                .setFont(Font.font(ChartLook.labelFont().getFamily(), ChartLook.labelFont().getSize()));
        canvas.getStyleClass().add("chart-canvas");
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        zoom = new Zoom(canvas, repaint);
        getChildren().addAll(canvas, zoom.selection());
    }

    Zoom zoom() {
        return zoom;
    }

    void paint() {
        canvas.draw();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
        canvas.relocate(0, 0);
    }
}
