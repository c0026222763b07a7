package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.theme.Theme;

/** Single points above a chart's lines, each with words of its own, in its run's colour. */
final class Marks {
    private static final double SIZE = 7;
    private static final BasicStroke RING = new BasicStroke(1.6f);

    /** Shapes of marks: the first three are p50, p90 and p99, the ring is an outlier. */
    enum Sign {
        CIRCLE(new Ellipse2D.Double(-SIZE / 2, -SIZE / 2, SIZE, SIZE)), SQUARE(
                new Rectangle2D.Double(-SIZE / 2, -SIZE / 2, SIZE, SIZE)), TRIANGLE(
                        triangle()), RING(new Ellipse2D.Double(-SIZE / 2 - 1, -SIZE / 2 - 1, SIZE + 2, SIZE + 2));

        private final Shape shape;

        Sign(Shape shape) {
            this.shape = shape;
        }

        private static Shape triangle() {
            var path = new Path2D.Double();
            path.moveTo(0, -SIZE / 2 - 1);
            path.lineTo(SIZE / 2 + 1, SIZE / 2);
            path.lineTo(-SIZE / 2 - 1, SIZE / 2);
            path.closePath();
            return path;
        }
    }

    private record Mark(RunModel run, Sign sign, double x, double y, String words) {}

    private final XYPlot plot;
    private final int dataset;
    private final List<Mark> marks = new ArrayList<>();
    private Theme theme = Theme.LIGHT;

    /** @param dataset index of the plot's dataset that the marks take */
    Marks(XYPlot plot, int dataset) {
        this.plot = plot;
        this.dataset = dataset;
    }

    void begin(Theme now) {
        theme = now;
        marks.clear();
    }

    void add(RunModel run, Sign sign, double x, double y, String words) {
        marks.add(new Mark(run, sign, x, y, words));
    }

    void draw() {
        List<Mark> drawn = List.copyOf(marks);
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(true);
        renderer.setUseFillPaint(true);
        renderer.setDefaultToolTipGenerator((_, series, _) -> drawn.get(series).words());
        for (int series = 0; series < drawn.size(); series++) {
            Mark mark = drawn.get(series);
            Color colour = mark.run().style().colour(theme);
            data.addSeries(Integer.valueOf(series), new double[][]{{mark.x()}, {mark.y()}});
            renderer.setSeriesPaint(series, colour);
            renderer.setSeriesFillPaint(series, colour);
            renderer.setSeriesShape(series, mark.sign().shape);
            renderer.setSeriesShapesFilled(series, mark.sign() != Sign.RING);
            renderer.setSeriesOutlineStroke(series, RING);
        }
        plot.setRenderer(dataset, renderer, false);
        plot.setDataset(dataset, data);
    }
}
