package org.headlinebench.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many times faster a combination of techniques is, and whether that is what its techniques gain alone, multiplied.
 *
 * @param gain     mean baseline time / mean time with all techniques, with its paired bootstrap interval
 * @param product  the product of the single gains
 * @param synergy  {@code gain / product} with its interval: above 1 the techniques help each other, below 1 they hinder
 */
public record CombinedGain(Interval gain, double product, Interval synergy) {

    /**
     * Compares over the same articles; all runs are resampled together.
     *
     * @param baseline a time per article, above 0
     * @param single   the times with each technique alone
     * @param combined the times with all of them
     * @return empty below two articles
     */
    public static Optional<CombinedGain> of(double[] baseline, List<double[]> single, double[] combined,
            Bootstrap bootstrap) {
        int count = baseline.length;
        requirePositive(baseline, count);
        requirePositive(combined, count);
        single.forEach(times -> requirePositive(times, count));
        if (count < 2 || single.isEmpty()) {
            return Optional.empty();
        }
        var random = new SplitMix64(bootstrap.seed());
        double[] gains = new double[bootstrap.resamples()];
        double[] synergies = new double[bootstrap.resamples()];
        int[] drawn = new int[count];
        for (int resample = 0; resample < gains.length; resample++) {
            for (int i = 0; i < count; i++) {
                drawn[i] = random.nextIndex(count);
            }
            gains[resample] = sum(baseline, drawn) / sum(combined, drawn);
            synergies[resample] = gains[resample]
                    / product(sum(baseline, drawn), single.stream().mapToDouble(times -> sum(times, drawn)).toArray());
        }
        double gain = Samples.mean(baseline) / Samples.mean(combined);
        double product = product(Samples.mean(baseline), single.stream().mapToDouble(Samples::mean).toArray());
        return Optional.of(new CombinedGain(interval(gain, gains, bootstrap, count), product,
                interval(gain / product, synergies, bootstrap, count)));
    }

    private static double product(double baseline, double[] single) {
        return Arrays.stream(single).map(time -> baseline / time).reduce(1, (a, b) -> a * b);
    }

    private static double sum(double[] values, int[] drawn) {
        double sum = 0;
        for (int i : drawn) {
            sum += values[i];
        }
        return sum;
    }

    private static Interval interval(double estimate, double[] resampled, Bootstrap bootstrap, int samples) {
        Arrays.sort(resampled);
        double tailPercent = (1 - bootstrap.level()) / 2 * 100;
        return new Interval(estimate, Percentiles.ofSorted(resampled, tailPercent),
                Percentiles.ofSorted(resampled, 100 - tailPercent), bootstrap.level(), bootstrap.resamples(), samples);
    }

    private static void requirePositive(double[] values, int count) {
        Samples.requireFinite(values);
        if (values.length != count || Arrays.stream(values).anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException("a time above 0 per article is needed");
        }
    }
}
