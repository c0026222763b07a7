package org.headlinebench.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.ChartDrawing.Line;
import org.headlinebench.benchmark.result.ChartDrawing.Look;
import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;
import org.headlinebench.report.document.Canvas.Point;
import org.headlinebench.report.document.Chart;

/** A chart as it was shown in the window. What lies outside of its axes is cut off, as it was there. */
public record LineChart(ChartDrawing drawing) implements Chart {
    private static final double LEFT = 44;
    private static final double TOP = 16;
    private static final double PLOT = 190;
    private static final double FOOT = 34;
    private static final double KEY = 12;
    private static final double DASH = 5;
    private static final double GAP = 3;

    @Override
    public double height(double width) {
        return TOP + PLOT + FOOT + KEY * key().size();
    }

    @Override
    public void draw(Canvas canvas, double width) {
        double plot = width - LEFT - 16;
        double bottom = TOP + PLOT;
        Axis x = Axis.over(drawing.across().low(), drawing.across().high());
        Axis y = Axis.over(drawing.up().low(), drawing.up().high());
        for (double tick : x.ticks()) {
            double at = LEFT + x.share(tick) * plot;
            canvas.line(at, TOP, at, bottom, Palette.HAIR, 0.5);
            canvas.text(at, bottom + 10, x.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.MIDDLE);
        }
        for (double tick : y.ticks()) {
            double at = bottom - y.share(tick) * PLOT;
            canvas.line(LEFT, at, LEFT + plot, at, Palette.HAIR, 0.5);
            canvas.text(LEFT - 6, at + 2.7, y.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.END);
        }
        canvas.line(LEFT, bottom, LEFT + plot, bottom, Palette.INK, 0.6);
        canvas.line(LEFT, TOP, LEFT, bottom, Palette.INK, 0.6);
        canvas.text(LEFT + plot, bottom + 22, drawing.across().label(), Palette.TEXT, false, Palette.GREY, Anchor.END);
        canvas.text(LEFT - 36, TOP - 7, drawing.up().label(), Palette.TEXT, false, Palette.GREY, Anchor.START);
        for (Line line : drawing.lines()) {
            for (List<Point> run : within(line, x, y, plot, bottom)) {
                draw(canvas, line, run);
            }
        }
        int place = 0;
        for (var entry : key().entrySet()) {
            double at = bottom + FOOT + KEY * place++;
            canvas.line(LEFT, at - 2.6, LEFT + 16, at - 2.6, entry.getValue(), 1.6);
            canvas.text(LEFT + 22, at, entry.getKey(), Palette.TEXT, false, Palette.INK, Anchor.START);
        }
    }

    /** Names with their colours, each once. */
    private Map<String, Integer> key() {
        var key = new LinkedHashMap<String, Integer>();
        drawing.lines()
                .stream()
                .filter(line -> line.look() != Look.FAINT)
                .forEach(line -> key.putIfAbsent(line.name(),
                        line.colour()));
        return key;
    }

    /** The stretches of a line whose points lie within the axes. */
    private static List<List<Point>> within(Line line, Axis x, Axis y, double plot, double bottom) {
        List<List<Point>> stretches = new ArrayList<>(List.of(new ArrayList<>()));
        for (int i = 0; i < line.x().size(); i++) {
            double across = x.share(line.x().get(i));
            double up = y.share(line.y().get(i));
            if (across < 0 || across > 1 || up < 0 || up > 1) {
                stretches.add(new ArrayList<>());
            } else {
                stretches.getLast().add(new Point(LEFT + across * plot, bottom - up * PLOT));
            }
        }
        stretches.removeIf(List::isEmpty);
        return stretches;
    }

    private static void draw(Canvas canvas, Line line, List<Point> points) {
        if (line.look() == Look.DOTS || points.size() == 1) {
            points.forEach(point -> canvas.dot(point.x(), point.y(), 2.4, line.colour()));
            return;
        }
        switch (line.look()) {
            case SOLID -> canvas.polyline(points, line.colour(), 1.3);
            case FAINT -> canvas.polyline(points, line.colour(), 0.4);
            case DASHED -> dashes(canvas, line.colour(), points);
            case DOTS -> throw new IllegalStateException("dots are no line");
        }
    }

    /** A pattern that begins anew at each point would fill lines of many points: it runs on along the line. */
    private static void dashes(Canvas canvas, int colour, List<Point> points) {
        double done = 0;
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
            for (double at = 0; at < length;) {
                double phase = (done + at) % (DASH + GAP);
                double end = Math.min(length, at + (phase < DASH ? DASH - phase : DASH + GAP - phase));
                if (phase < DASH) {
                    canvas.line(from.x() + (to.x() - from.x()) * at / length,
                            from.y() + (to.y() - from.y()) * at / length,
                            from.x() + (to.x() - from.x()) * end / length,
                            from.y() + (to.y() - from.y()) * end / length, colour, 1.2);
                }
                at = Math.max(end, at + 1e-6);
            }
            done += length;
        }
    }
}
