package org.headlinebench.ui.chart;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.entity.ChartEntity;

import org.headlinebench.ui.chart.ChartPainter.Order;
import org.headlinebench.ui.chart.ChartPainter.Picture;

/** Shows the newest picture of a chart, and what its points are worth where the pointer is. */
final class ChartPane extends Region {
    private static final Logger LOG = System.getLogger(ChartPane.class.getName());
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 90;
    private static final double BESIDE_POINTER = 14;

    private final LiveChart chart;
    private final ChartPainter painter;
    private final Runnable repaint;
    private final ImageView view = new ImageView();
    private final Tooltip tip = new Tooltip();
    private final Zoom zoom;
    private Optional<Picture> picture = Optional.empty();
    private boolean painting;
    private boolean again;

    /** @param repaint asks for the chart to be drawn with its newest numbers, soon */
    ChartPane(LiveChart chart, ChartPainter painter, Runnable repaint) {
        this.chart = chart;
        this.painter = painter;
        this.repaint = repaint;
        getStyleClass().add("chart-picture");
        // Whoever has the node finds what it shows.
        setUserData(chart.chart());
        view.setManaged(false);
        zoom = new Zoom(this, chart.chart(), repaint);
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(view, zoom.selection());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::pointedAt);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> tip.hide());
    }

    Zoom zoom() {
        return zoom;
    }

    boolean isPainting() {
        return painting;
    }

    /** Where the chart's parts are; empty before it was painted. */
    Optional<ChartRenderingInfo> info() {
        return picture.map(Picture::info);
    }

    /**
     * Has the chart painted.
     *
     * @param update brings the chart up to date before; not called while it is being painted, which then follows
     */
    void paint(Runnable update) {
        if (painting) {
            again = true;
            return;
        }
        synchronized (chart.chart()) {
            update.run();
            zoom.apply();
        }
        paint(false);
    }

    private void paint(boolean points) {
        if (getWidth() < 1 || getHeight() < 1) {
            return;
        }
        painting = true;
        painter.paint(order(points), found -> {
            show(found);
            painted();
        }, problem -> {
            LOG.log(Level.WARNING, "a chart could not be painted: " + problem.text());
            painted();
        });
    }

    private void painted() {
        painting = false;
        if (again) {
            again = false;
            repaint.run();
        }
    }

    private Order order(boolean points) {
        boolean shown = getScene() != null && getScene().getWindow() != null;
        return new Order(chart.chart(), (int) getWidth(), (int) getHeight(),
                shown ? getScene().getWindow().getRenderScaleX() : 1, points);
    }

    private void show(Picture found) {
        picture = Optional.of(found);
        view.setImage(found.image());
        fit();
    }

    /** A picture of another size is stretched until the next one comes. */
    private void fit() {
        view.setFitWidth(Math.floor(getWidth()));
        view.setFitHeight(Math.floor(getHeight()));
    }

    @Override
    protected void layoutChildren() {
        boolean resized = view.getFitWidth() != Math.floor(getWidth())
                || view.getFitHeight() != Math.floor(getHeight());
        fit();
        view.relocate(0, 0);
        if (resized && getScene().getWindow() == null && getWidth() >= 1 && getHeight() >= 1) {
            // Laid out for a picture of the page, which is taken now.
            show(ChartPainter.picture(order(false)));
        }
    }

    /** Where points are is found out when somebody points at one. */
    private void pointedAt(MouseEvent pointer) {
        if (picture.isEmpty() || painting) {
            return;
        }
        if (!picture.get().knowsPoints()) {
            paint(true);
            return;
        }
        ChartEntity found = picture.get().info().getEntityCollection().getEntity(pointer.getX(), pointer.getY());
        String words = found == null ? null : found.getToolTipText();
        if (words == null || words.isEmpty()) {
            tip.hide();
        } else {
            tip.setText(words);
            tip.show(this, pointer.getScreenX() + BESIDE_POINTER, pointer.getScreenY() + BESIDE_POINTER);
        }
    }
}
