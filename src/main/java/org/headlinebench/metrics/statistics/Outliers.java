package org.headlinebench.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Flags outliers by the modified z-score (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993;
 * NIST/SEMATECH handbook 1.3.5.17): {@code 0.6745·(x − median) / MAD}, MAD being the median of {@code |x − median|}. A
 * flagged sample is marked, never dropped.
 *
 * <p>Where more than half of the samples are equal, MAD is 0; the mean absolute deviation takes its place:
 * {@code (x − median) / (1.253314·meanAD)}, the same authors' replacement (1.253314 = √(π/2) makes it, too, an estimate
 * of the standard deviation). Where all samples are equal every score is 0.
 */
public final class Outliers {
    /** Scores beyond it, to either side, are flagged. */
    public static final double THRESHOLD = 3.5;

    private static final double MAD_TO_DEVIATION = 1 / 0.6745;
    private static final double MEAN_AD_TO_DEVIATION = Math.sqrt(Math.PI / 2);

    private Outliers() {}

    /** The modified z-score of each of the finite values, in their order. */
    public static double[] modifiedZScores(double[] values) {
        Samples.requireFinite(values);
        if (values.length == 0) {
            return new double[0];
        }
        double median = Percentiles.of(values, 50);
        double[] distances = DoubleStream.of(values).map(value -> Math.abs(value - median)).toArray();
        double deviation = deviation(distances);
        return deviation == 0
                ? new double[values.length]
                : Arrays.stream(values).map(value -> (value - median) / deviation).toArray();
    }

    /** The positions, ascending, of the values whose score lies beyond {@link #THRESHOLD}. */
    public static List<Integer> positions(double[] values) {
        double[] scores = modifiedZScores(values);
        return IntStream.range(0, scores.length).filter(i -> Math.abs(scores[i]) > THRESHOLD).boxed().toList();
    }

    private static double deviation(double[] distances) {
        double medianDistance = Percentiles.of(distances, 50);
        return medianDistance > 0
                ? medianDistance * MAD_TO_DEVIATION
                : Samples.mean(distances) * MEAN_AD_TO_DEVIATION;
    }
}
