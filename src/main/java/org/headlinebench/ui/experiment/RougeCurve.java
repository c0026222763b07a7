package org.headlinebench.ui.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;

/**
 * How sure the running mean of ROUGE F1 was after so many samples.
 *
 * @param variant which ROUGE
 * @param bands   at growing counts of samples, at most {@link #BANDS}
 */
public record RougeCurve(RougeVariant variant, List<Interval> bands) {
    /** Most places at which an interval is computed. */
    public static final int BANDS = 48;

    /** A chart's band needs no third digit; summaries use {@link Bootstrap#STANDARD}. */
    private static final Bootstrap FOR_CHARTS = new Bootstrap(1_000, 0.95, 42);

    public RougeCurve {
        bands = List.copyOf(bands);
    }

    /** The intervals of a run's scores in the order measured. */
    public static RougeCurve of(RougeVariant variant, double[] f1) {
        return new RougeCurve(variant, counts(f1.length)
                .mapToObj(count -> FOR_CHARTS.mean(Arrays.copyOf(f1, count)))
                .flatMap(java.util.Optional::stream)
                .toList());
    }

    private static IntStream counts(int samples) {
        int steps = Math.min(BANDS, samples);
        return IntStream.rangeClosed(1, steps).map(step -> (int) Math.ceil((double) samples * step / steps)).distinct();
    }
}
