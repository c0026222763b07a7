package org.headlinebench.report.chart;

import java.util.List;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;

/** Names at the left of rows, shortened where they would take more than a part of the width. */
final class RowLabels {
    private static final double MOST = 0.46;

    private RowLabels() {}

    /** How much room the names take, the space behind them included. */
    static double room(Canvas canvas, List<String> names, double width) {
        double widest = names.stream().mapToDouble(name -> canvas.width(name, Palette.TEXT, false)).max().orElse(0);
        return Math.min(widest, width * MOST) + 10;
    }

    static void draw(Canvas canvas, String name, double room, double middle) {
        String shown = name;
        while (canvas.width(shown, Palette.TEXT, false) > room - 8 && shown.length() > 4) {
            shown = shown.substring(0, shown.length() - 2).strip() + "\u2026";
        }
        canvas.text(room - 10, middle + 2.7, shown, Palette.TEXT, false, Palette.INK, Anchor.END);
    }
}
