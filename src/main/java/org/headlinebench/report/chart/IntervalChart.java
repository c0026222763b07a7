package org.headlinebench.report.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;
import org.headlinebench.report.document.Chart;

/**
 * Values with their intervals, a row each; a line where the baseline lies.
 *
 * @param unit  written under the axis
 * @param rows  at least one
 * @param lines reference lines across all rows
 * @param from0 whether the axis begins at 0
 */
public record IntervalChart(String unit, List<Row> rows, List<Line> lines, boolean from0) implements Chart {

    private static final double ROW = 15;
    private static final double FOOT = 34;

    /** A value and its bounds. */
    public record Row(String name, double value, Optional<Bounds> bounds, boolean baseline) {}

    /** Bounds of an interval. */
    public record Bounds(double low, double high) {}

    /** A named value that is no row. */
    public record Line(String name, double value) {}

    @Override
    public double height(double width) {
        return rows.size() * ROW + FOOT + (lines.isEmpty() ? 0 : 12);
    }

    @Override
    public void draw(Canvas canvas, double width) {
        double room = RowLabels.room(canvas, rows.stream().map(Row::name).toList(), width);
        double top = lines.isEmpty() ? 0 : 12;
        double bottom = top + rows.size() * ROW + 4;
        Axis axis = axis();
        double plot = width - room - 12;
        for (double tick : axis.ticks()) {
            double x = room + axis.share(tick) * plot;
            canvas.line(x, top, x, bottom, Palette.HAIR, 0.5);
            canvas.text(x, bottom + 10, axis.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.MIDDLE);
        }
        canvas.line(room, bottom, room + plot, bottom, Palette.INK, 0.6);
        canvas.text(room + plot, bottom + 22, unit, Palette.TEXT, false, Palette.GREY, Anchor.END);
        for (Line line : lines) {
            double x = room + axis.share(line.value()) * plot;
            canvas.line(x, top - 1, x, bottom, Palette.ORANGE, 0.8);
            canvas.text(x, top - 4, line.name(), 7, false, Palette.ORANGE,
                    axis.share(line.value()) > 0.7 ? Anchor.END : Anchor.START);
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double middle = top + i * ROW + ROW / 2 + 2;
            int colour = row.baseline() ? Palette.BASELINE : Palette.BLUE;
            RowLabels.draw(canvas, row.name(), room, middle);
            row.bounds().ifPresent(bounds -> {
                double low = room + axis.share(bounds.low()) * plot;
                double high = room + axis.share(bounds.high()) * plot;
                canvas.line(low, middle, high, middle, colour, 1.4);
                canvas.line(low, middle - 2.6, low, middle + 2.6, colour, 1);
                canvas.line(high, middle - 2.6, high, middle + 2.6, colour, 1);
            });
            canvas.dot(room + axis.share(row.value()) * plot, middle, 2.7, colour);
        }
    }

    private Axis axis() {
        double least = rows.stream()
                .mapToDouble(row -> row.bounds().map(Bounds::low).orElse(row.value()))
                .min()
                .orElse(0);
        double most = rows.stream()
                .mapToDouble(row -> row.bounds().map(Bounds::high).orElse(row.value()))
                .max()
                .orElse(1);
        OptionalDouble lowest = lines.stream().mapToDouble(Line::value).min();
        OptionalDouble highest = lines.stream().mapToDouble(Line::value).max();
        return Axis.over(from0 ? 0 : Math.min(least, lowest.orElse(least)), Math.max(most, highest.orElse(most)));
    }
}
