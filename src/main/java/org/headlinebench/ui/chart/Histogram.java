package org.headlinebench.ui.chart;

import java.util.Arrays;
import java.util.List;

import org.headlinebench.metrics.statistics.Percentiles;

/** Counts of values in bins of one width. */
final class Histogram {
    private static final int MOST_BINS = 200;

    private Histogram() {}

    /**
     * A bin width for several sets of values on one axis: the narrowest that Freedman and Diaconis ("On the histogram as
     * a density estimator", 1981) give for one of them, {@code 2·IQR / ∛n}, but no more than 200 bins.
     *
     * @return 1 where no set has two different values
     */
    static double binWidth(List<double[]> sets) {
        double[] all = sets.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        if (all.length < 2 || all[0] == all[all.length - 1]) {
            return 1;
        }
        double spread = all[all.length - 1] - all[0];
        double narrowest = sets.stream()
                .filter(values -> values.length > 1)
                .mapToDouble(values -> 2 * (Percentiles.of(values, 75) - Percentiles.of(values, 25))
                        / Math.cbrt(values.length))
                .filter(width -> width > 0)
                .min()
                .orElse(spread / Math.sqrt(all.length));
        return Math.max(narrowest, spread / MOST_BINS);
    }

    /** The outline of the bars, from the axis up and back down to it; bins begin at multiples of the width. */
    static Points outline(double[] values, double width) {
        if (values.length == 0) {
            return new Points(new double[0], new double[0]);
        }
        long first = (long) Math.floor(Arrays.stream(values).min().orElseThrow() / width);
        long last = (long) Math.floor(Arrays.stream(values).max().orElseThrow() / width);
        int[] counts = new int[(int) (last - first + 1)];
        for (double value : values) {
            counts[(int) ((long) Math.floor(value / width) - first)]++;
        }
        double[] x = new double[2 * counts.length + 2];
        double[] y = new double[x.length];
        for (int bin = 0; bin < counts.length; bin++) {
            x[2 * bin] = x[2 * bin + 1] = (first + bin) * width;
            y[2 * bin + 1] = counts[bin];
            y[2 * bin + 2] = counts[bin];
        }
        x[x.length - 2] = x[x.length - 1] = (last + 1) * width;
        return new Points(x, y);
    }
}
