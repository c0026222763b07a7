package org.headlinebench.ui.chart;

import java.util.Arrays;

/**
 * Points of a line, ascending in x.
 *
 * @param x as many as {@code y}
 * @param y finite
 */
public record Points(double[] x, double[] y) {
    public Points {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x with " + y.length + " y");
        }
    }

    /** The cumulative distribution of values as steps, from 0 to 1, with at most about {@code most} points. */
    public static Points distribution(double[] values, int most) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int steps = Math.min(sorted.length, Math.max(1, most / 2));
        double[] x = new double[steps * 2];
        double[] y = new double[steps * 2];
        for (int step = 0; step < steps; step++) {
            int last = (int) ((long) sorted.length * (step + 1) / steps) - 1;
            x[2 * step] = sorted[last];
            y[2 * step] = step == 0 ? 0 : y[2 * step - 1];
            x[2 * step + 1] = sorted[last];
            y[2 * step + 1] = (last + 1.0) / sorted.length;
        }
        return new Points(x, y);
    }

    /** Values over 1, 2, 3 … */
    public static Points numbered(double[] values) {
        double[] x = new double[values.length];
        Arrays.setAll(x, i -> i + 1);
        return new Points(x, values);
    }

    /** The mean of the first, the first two, the first three … values. */
    public static Points runningMean(double[] values) {
        double[] means = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i];
            means[i] = sum / (i + 1);
        }
        return numbered(means);
    }

    public int count() {
        return x.length;
    }

    /**
     * The same line to the eye with at most {@code most} points (4 or more): of each stretch the lowest and the highest
     * point stay, and the first and last of all.
     */
    public Points thinned(int most) {
        if (count() <= most) {
            return this;
        }
        int stretches = (most - 2) / 2;
        double[] keptX = new double[2 * stretches + 2];
        double[] keptY = new double[2 * stretches + 2];
        keptX[0] = x[0];
        keptY[0] = y[0];
        int kept = 1;
        int inner = count() - 2;
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = 1 + (int) ((long) inner * stretch / stretches);
            int to = 1 + (int) ((long) inner * (stretch + 1) / stretches);
            int lowest = from;
            int highest = from;
            for (int i = from; i < to; i++) {
                lowest = y[i] < y[lowest] ? i : lowest;
                highest = y[i] > y[highest] ? i : highest;
            }
            for (int i : new int[]{Math.min(lowest, highest), Math.max(lowest, highest)}) {
                keptX[kept] = x[i];
                keptY[kept++] = y[i];
            }
        }
        keptX[kept] = x[count() - 1];
        keptY[kept] = y[count() - 1];
        return new Points(keptX, keptY);
    }

    /** As the chart library takes a series. */
    double[][] columns() {
        return new double[][]{x, y};
    }
}
