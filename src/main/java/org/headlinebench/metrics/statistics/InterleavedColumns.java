package org.headlinebench.metrics.statistics;

import java.util.List;

/**
 * Several values per sample, laid side by side, for sums over drawn samples: eight sums run at a time: an addition waits
 * for the one before it, and eight independent ones fill the wait. Each column is added in the order of the draws, as a plain loop would.
 */
final class InterleavedColumns {
    /** As many values as lie in a cache line. */
    private static final int WIDTH = 8;

    private final double[][] groups;

    /** @param columns all of the same length */
    InterleavedColumns(List<double[]> columns) {
        int count = columns.getFirst().length;
        groups = new double[(columns.size() + WIDTH - 1) / WIDTH][count * WIDTH];
        for (int column = 0; column < columns.size(); column++) {
            double[] group = groups[column / WIDTH];
            for (int i = 0; i < count; i++) {
                group[i * WIDTH + column % WIDTH] = columns.get(column)[i];
            }
        }
    }

    /** Room for {@link #sum}, a little more than there are columns. */
    double[] sums() {
        return new double[groups.length * WIDTH];
    }

    /** The sum of each column over the drawn samples. */
    void sum(int[] drawn, double[] sums) {
        for (int group = 0; group < groups.length; group++) {
            sum(groups[group], drawn, sums, group * WIDTH);
        }
    }

    private static void sum(double[] values, int[] drawn, double[] sums, int at) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        for (int sample : drawn) {
            int place = sample * WIDTH;
            a += values[place];
            b += values[place + 1];
            c += values[place + 2];
            d += values[place + 3];
            e += values[place + 4];
            f += values[place + 5];
            g += values[place + 6];
            h += values[place + 7];
        }
        sums[at] = a;
        sums[at + 1] = b;
        sums[at + 2] = c;
        sums[at + 3] = d;
        sums[at + 4] = e;
        sums[at + 5] = f;
        sums[at + 6] = g;
        sums[at + 7] = h;
    }
}
