package org.headlinebench.report.chart;

import java.util.List;
import java.util.Locale;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;
import org.headlinebench.report.document.Chart;

/**
 * How a value changes from step to step: the first from 0, each other from the one before it.
 *
 * @param unit  written under the axis
 * @param steps at least one
 */
public record WaterfallChart(String unit, List<Step> steps) implements Chart {
    private static final double ROW = 16;
    private static final double FOOT = 34;

    /** A step and the value that it leads to, not negative. */
    public record Step(String name, double value) {}

    @Override
    public double height(double width) {
        return steps.size() * ROW + FOOT;
    }

    @Override
    public void draw(Canvas canvas, double width) {
        double room = RowLabels.room(canvas, steps.stream().map(Step::name).toList(), width);
        double bottom = steps.size() * ROW + 4;
        double plot = width - room - 46;
        Axis axis = Axis.over(0, steps.stream().mapToDouble(Step::value).max().orElse(1));
        for (double tick : axis.ticks()) {
            double x = room + axis.share(tick) * plot;
            canvas.line(x, 0, x, bottom, Palette.HAIR, 0.5);
            canvas.text(x, bottom + 10, axis.text(tick), Palette.TEXT, false, Palette.GREY, Anchor.MIDDLE);
        }
        canvas.line(room, bottom, room + plot, bottom, Palette.INK, 0.6);
        canvas.text(room + plot, bottom + 22, unit, Palette.TEXT, false, Palette.GREY, Anchor.END);
        double before = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            double y = i * ROW + 4;
            double from = room + axis.share(Math.min(before, step.value())) * plot;
            double to = room + axis.share(Math.max(before, step.value())) * plot;
            int colour = i == 0 ? Palette.BASELINE : step.value() <= before ? Palette.BLUE : Palette.ORANGE;
            RowLabels.draw(canvas, step.name(), room, y + 5);
            canvas.rectangle(from, y, Math.max(to - from, 0.8), ROW - 6, colour);
            if (i + 1 < steps.size()) {
                double end = room + axis.share(step.value()) * plot;
                canvas.line(end, y, end, y + ROW, Palette.GREY, 0.4);
            }
            String change = i == 0
                    ? axis.text(step.value())
                    : String.format(Locale.ROOT, "%+.0f %%", 100 * (step.value() / before - 1)).replace('-', '\u2212');
            canvas.text(to + 4, y + 7.6, change, 7, false, Palette.INK, Anchor.START);
            before = step.value();
        }
    }
}
