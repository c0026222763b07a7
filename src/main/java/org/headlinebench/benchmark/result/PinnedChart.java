package org.headlinebench.benchmark.result;

import java.util.List;

/**
 * A chart as a user had it before their eyes when they pinned it: what is drawn, within the axes that were shown.
 *
 * @param title  what it shows
 * @param runs   whose numbers it shows
 * @param across the horizontal axis
 * @param up     the vertical axis
 * @param lines  in the order drawn
 */
public record PinnedChart(String title, List<RunId> runs, Axis across, Axis up, List<Line> lines) {
    /** An axis with the part of it that was shown. */
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

    public PinnedChart {
        runs = List.copyOf(runs);
        lines = List.copyOf(lines);
    }
}
