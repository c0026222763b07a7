package org.headlinebench.ui.chart;

import java.awt.geom.Rectangle2D;
import java.util.Optional;

import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.shape.Rectangle;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/**
 * Zooming into a chart: the wheel around the pointer, dragging into a rectangle, a double click back to everything. A
 * view that was zoomed to stays while new numbers arrive.
 */
final class Zoom {
    private static final double STEP = 0.85;
    private static final double LEAST_DRAG = 6;

    private record View(Range domain, Range range) {}

    private final ChartPane pane;
    private final JFreeChart chart;
    private final XYPlot plot;
    private final Rectangle selection = new Rectangle();
    private final Runnable repaint;
    private Optional<View> view = Optional.empty();
    private double fromX;
    private double fromY;

    /** @param repaint has the chart drawn with its newest numbers */
    Zoom(ChartPane pane, JFreeChart chart, Runnable repaint) {
        this.pane = pane;
        this.chart = chart;
        this.plot = chart.getXYPlot();
        this.repaint = repaint;
        selection.getStyleClass().add("zoom-selection");
        selection.setManaged(false);
        selection.setMouseTransparent(true);
        selection.setVisible(false);
        pane.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        pane.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        pane.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        pane.addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getClickCount() == 2) {
                reset();
            }
        });
    }

    /** What is drawn above the chart while a rectangle is dragged. */
    Rectangle selection() {
        return selection;
    }

    boolean isZoomed() {
        return view.isPresent();
    }

    /** Puts the axes back to where the user zoomed, after the chart was brought up to date. */
    void apply() {
        view.ifPresent(zoomed -> {
            plot.getDomainAxis().setRange(zoomed.domain());
            plot.getRangeAxis().setRange(zoomed.range());
        });
    }

    /** Shows everything again. */
    void reset() {
        if (isZoomed()) {
            view = Optional.empty();
            synchronized (chart) {
                plot.getDomainAxis().setAutoRange(true);
                plot.getRangeAxis().setAutoRange(true);
            }
            repaint.run();
        }
    }

    private void scrolled(ScrollEvent event) {
        Rectangle2D area = area();
        if (event.getDeltaY() != 0 && area.contains(event.getX(), event.getY())) {
            double factor = event.getDeltaY() > 0 ? STEP : 1 / STEP;
            zoom(around(plot.getDomainAxis(), value(plot.getDomainAxis(), event.getX(), area, RectangleEdge.BOTTOM),
                    factor),
                    around(plot.getRangeAxis(),
                            value(plot.getRangeAxis(), event.getY(), area, RectangleEdge.LEFT), factor));
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        fromX = event.getX();
        fromY = event.getY();
    }

    private void dragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && area().contains(fromX, fromY)) {
            selection.setX(Math.min(fromX, event.getX()));
            selection.setY(Math.min(fromY, event.getY()));
            selection.setWidth(Math.abs(event.getX() - fromX));
            selection.setHeight(Math.abs(event.getY() - fromY));
            selection.setVisible(true);
        }
    }

    private void released(MouseEvent event) {
        if (!selection.isVisible()) {
            return;
        }
        selection.setVisible(false);
        if (selection.getWidth() >= LEAST_DRAG && selection.getHeight() >= LEAST_DRAG) {
            Rectangle2D area = area();
            ValueAxis x = plot.getDomainAxis();
            ValueAxis y = plot.getRangeAxis();
            zoom(new Range(value(x, selection.getX(), area, RectangleEdge.BOTTOM),
                    value(x, selection.getX() + selection.getWidth(), area, RectangleEdge.BOTTOM)),
                    new Range(value(y, selection.getY() + selection.getHeight(), area, RectangleEdge.LEFT),
                            value(y, selection.getY(), area, RectangleEdge.LEFT)));
        }
    }

    private void zoom(Range domain, Range range) {
        if (domain.getLength() > 0 && range.getLength() > 0) {
            view = Optional.of(new View(domain, range));
            repaint.run();
        }
    }

    private static Range around(ValueAxis axis, double anchor, double factor) {
        return new Range(anchor - (anchor - axis.getLowerBound()) * factor,
                anchor + (axis.getUpperBound() - anchor) * factor);
    }

    private static double value(ValueAxis axis, double pixel, Rectangle2D area, RectangleEdge edge) {
        return axis.java2DToValue(pixel, area, edge);
    }

    private Rectangle2D area() {
        return pane.info().map(info -> info.getPlotInfo().getDataArea()).orElseGet(Rectangle2D.Double::new);
    }
}
