package org.headlinebench.metrics.statistics;

import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979): the chance of even one false verdict among all of a family stays below the level,
 * whatever the dependence between them.
 */
public final class HolmCorrection {
    private HolmCorrection() {}

    /**
     * The adjusted p-values in the order given: the smallest times n, the next times n − 1 and so on, never falling, at most
     * 1. Each may be compared with the level directly.
     */
    public static double[] adjust(double[] pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted((a, b) -> Double.compare(pValues[a], pValues[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, pValues[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
