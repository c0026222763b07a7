package org.headlinebench.engine.torch;

/** Pearson's goodness-of-fit test. */
final class ChiSquare {
    /** The normal quantile of 1 in 10,000. */
    private static final double QUANTILE = 3.719;

    private ChiSquare() {}

    /** Whether counts differ from what probabilities let expect, at a level of 1 in 10,000. */
    static boolean differs(long[] counts, double[] probabilities) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = total * probabilities[i];
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return statistic > critical(counts.length - 1);
    }

    /** Whether two rows of counts come from different distributions, at the same level. */
    static boolean differ(long[] a, long[] b) {
        double totalA = java.util.Arrays.stream(a).sum();
        double totalB = java.util.Arrays.stream(b).sum();
        double statistic = 0;
        for (int i = 0; i < a.length; i++) {
            double pooled = (a[i] + b[i]) / (totalA + totalB);
            statistic += Math.pow(a[i] - totalA * pooled, 2) / (totalA * pooled)
                    + Math.pow(b[i] - totalB * pooled, 2) / (totalB * pooled);
        }
        return statistic > critical(a.length - 1);
    }

    /** Wilson and Hilferty's approximation of the quantile. */
    private static double critical(int degrees) {
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + QUANTILE * Math.sqrt(spread), 3);
    }
}
