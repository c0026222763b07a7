package org.headlinebench.benchmark.result;

import java.util.List;

/**
 * What a chart shows: points, within the parts of its axes that are shown.
 *
 * @param across the horizontal axis
 * @param up     the vertical axis
 * @param lines  in the order drawn
 */
public record ChartDrawing(Axis across, Axis up, List<Line> lines) {
    /** An axis with the part of it that is shown. */
    public record Axis(String label, double low, double high) {
        public Axis {
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException("an axis from " + low + " to " + high);
            }
        }
    }

    /** How points are drawn. */
    public enum Look {
        SOLID, DASHED, FAINT, DOTS
    }

    /**
     * Points that belong together.
     *
     * @param name   in the key; several lines may share it
     * @param colour {@code 0xRRGGBB} on white
     * @param x      as many as {@code y}
     */
    public record Line(String name, int colour, Look look, List<Double> x, List<Double> y) {
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(x.size() + " x with " + y.size() + " y");
            }
        }
    }

    public ChartDrawing {
        lines = List.copyOf(lines);
    }
}
