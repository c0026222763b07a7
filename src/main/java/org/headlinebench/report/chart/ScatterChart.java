package org.headlinebench.report.chart;

import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;
import org.headlinebench.report.document.Chart;

/**
 * One quantity against another; what lies on the Pareto front is marked and named by its number.
 *
 * @param across label of the horizontal axis
 * @param up     label of the vertical axis
 * @param points at least one
 */
public record ScatterChart(String across, String up, List<Point> points) implements Chart {

    private static final double FOOT = 34;
    private static final double LEFT = 44;

    /** A point with its short name. */
    public record Point(String name, double x, double y, boolean onFront) {}

    @Override
    public double height(double width) {
        return 230;
    }

    @Override
    public void draw(Canvas canvas, double width) {
        double top = 16;
        double bottom = height(width) - FOOT;
        double plot = width - LEFT - 16;
        Axis x = Axis.over(0, points.stream().mapToDouble(Point::x).max().orElse(1));
        Axis y = Axis.over(points.stream().mapToDouble(Point::y).min().orElse(0),
                points.stream().mapToDouble(Point::y).max().orElse(1));
        for (double tick : x.ticks()) {
            double at = LEFT + x.share(tick) * plot;
            canvas.line(at, top, at, bottom, Palette.HAIR, 0.5);
            canvas.text(at, bottom + 10, x.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.MIDDLE);
        }
        for (double tick : y.ticks()) {
            double at = bottom - y.share(tick) * (bottom - top);
            canvas.line(LEFT, at, LEFT + plot, at, Palette.HAIR, 0.5);
            canvas.text(LEFT - 6, at + 2.7, y.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.END);
        }
        canvas.line(LEFT, bottom, LEFT + plot, bottom, Palette.INK, 0.6);
        canvas.line(LEFT, top, LEFT, bottom, Palette.INK, 0.6);
        canvas.text(LEFT + plot, bottom + 22, across, Palette.TEXT, false, Palette.GREY, Anchor.END);
        canvas.text(LEFT - 36, top - 7, up, Palette.TEXT, false, Palette.GREY, Anchor.START);
        var labels = new PointLabels(canvas, LEFT, LEFT + plot + 14, top - 4, bottom);
        for (Point point : points) {
            double px = LEFT + x.share(point.x()) * plot;
            double py = bottom - y.share(point.y()) * (bottom - top);
            canvas.dot(px, py, point.onFront() ? 3.4 : 2.6, point.onFront() ? Palette.BLUE : Palette.BASELINE);
            labels.dot(px, py, point.onFront() ? 3.4 : 2.6);
        }
        // The front is named whatever happens; other names where there is room.
        Stream.of(true, false)
                .forEach(front -> points.stream()
                        .filter(point -> point.onFront() == front)
                        .forEach(point -> labels.name(LEFT + x.share(point.x()) * plot,
                                bottom - y.share(point.y()) * (bottom - top), point.name(), front)));
    }
}
