package org.headlinebench.ui.chart;

import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.lang.management.ManagementFactory;
import java.nio.IntBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.entity.StandardEntityCollection;

import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/**
 * Paints charts on another thread: one takes tens of milliseconds, for which the FX thread would draw no frame and answer
 * nobody. A chart is locked while it is painted, so that whoever changes it does not change half of it.
 */
public final class ChartPainter {
    private final Background background;
    private final AtomicLong busyNanos;

    /** @param busyNanos counts the processor time that painting took */
    public ChartPainter(Background background, AtomicLong busyNanos) {
        this.background = Objects.requireNonNull(background, "background");
        this.busyNanos = Objects.requireNonNull(busyNanos, "busyNanos");
    }

    /**
     * A painted chart.
     *
     * @param image of as many pixels as the screen has in its place
     * @param info  where its parts are, in units of the scene; the points' places only where they were asked for
     */
    record Picture(Image image, ChartRenderingInfo info) {
        boolean knowsPoints() {
            return info.getEntityCollection() != null;
        }
    }

    /**
     * What is to be painted.
     *
     * @param width  in units of the scene
     * @param height in units of the scene
     * @param scale  pixels per unit
     * @param points whether it is to be known which point is where; takes longer
     */
    record Order(JFreeChart chart, int width, int height, double scale, boolean points) {}

    /** Paints a chart and hands it over on the FX thread. */
    void paint(Order order, Consumer<Picture> done, Consumer<Problem> failed) {
        background.run(() -> {
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            Picture picture = picture(order);
            busyNanos.addAndGet(threads.getCurrentThreadCpuTime() - before);
            return picture;
        }, done, failed);
    }

    /** Paints at once, on the thread that asks. */
    static Picture picture(Order order) {
        int across = Math.max(1, (int) Math.round(order.width() * order.scale()));
        int down = Math.max(1, (int) Math.round(order.height() * order.scale()));
        var pixels = new BufferedImage(across, down, BufferedImage.TYPE_INT_ARGB_PRE);
        var info = new ChartRenderingInfo(order.points() ? new StandardEntityCollection() : null);
        var graphics = pixels.createGraphics();
        graphics.scale(order.scale(), order.scale());
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        synchronized (order.chart()) {
            AxisLabels.fitting(order.chart().getXYPlot(), graphics, order.width(), order.height(), () -> order.chart()
                    .draw(graphics, new Rectangle2D.Double(0, 0, order.width(), order.height()), info));
        }
        graphics.dispose();
        int[] painted = ((DataBufferInt) pixels.getRaster().getDataBuffer()).getData();
        return new Picture(new WritableImage(new PixelBuffer<>(across, down, IntBuffer.wrap(painted),
                PixelFormat.getIntArgbPreInstance())), info);
    }
}
