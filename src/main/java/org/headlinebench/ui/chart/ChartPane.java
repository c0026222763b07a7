package org.headlinebench.ui.chart;

import javafx.scene.layout.Region;
import javafx.scene.text.Font;

import org.jfree.chart.fx.ChartCanvas;

/** Gives a chart's canvas the whole of its place. The canvas paints when it is resized or asked to. */
final class ChartPane extends Region {
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 90;

    private final ChartCanvas canvas;

    ChartPane(LiveChart chart) {
        canvas = new ChartCanvas(chart.chart());
        // Until charts have a way back from it, the wheel must not zoom.
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        // The library's font is forgotten with each painting; what is set here comes back.
        canvas.getGraphicsContext2D()
                .setFont(Font.font(ChartLook.labelFont().getFamily(), ChartLook.labelFont().getSize()));
        canvas.getStyleClass().add("chart-canvas");
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        getChildren().add(canvas);
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
