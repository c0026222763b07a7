package org.headlinebench.benchmark.result;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.RooflineShare;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.Exactness;
import org.headlinebench.metrics.quality.HeadlineScore;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Outliers;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Cache;

/**
 * A run in numbers, computed from its samples; the same for the command line, the window and every export.
 *
 * @param samples         how many were measured
 * @param latency         absent without samples
 * @param quality         over the first pass, one score per article; absent without samples, and where weights
 *                        were made up and headlines mean nothing
 * @param exactness       token ids against the baseline's on the same rows; absent for the baseline itself and where the
 *                        rows differ
 * @param roofline        decode speed as a share of what the device's measured copy bandwidth allows; absent where the
 *                        bandwidth is not known and where a token is not bound by reading the weights once: without a
 *                        cache it takes more, with verified proposals less
 * @param speculation     what proposing and verifying tokens came to over all samples; absent where nothing proposes
 * @param outliers        positions of samples whose E2E latency is an outlier; they are flagged, never dropped
 * @param finishReasons   how generations ended
 * @param cutPrompts      samples whose description was cut to fit
 */
public record RunSummary(int samples, Optional<LatencySummary> latency, Optional<QualitySummary> quality,
        Optional<Exactness> exactness, Optional<RooflineShare> roofline, Optional<Speculation> speculation,
        List<Integer> outliers,
        Map<FinishReason, Integer> finishReasons,
        int cutPrompts) {

    /** Without a baseline. */
    public static RunSummary of(Run run, List<Sample> samples) {
        return of(run, samples, List.of());
    }

    /**
     * Summarizes a run, finished or not.
     *
     * @param samples  its samples in the order measured
     * @param baseline the baseline's samples in their order, empty for none
     */
    public static RunSummary of(Run run, List<Sample> samples, List<Sample> baseline) {
        double wallMillis = run.wallMillis()
                .orElseGet(() -> samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).sum());
        var reasons = new EnumMap<FinishReason, Integer>(FinishReason.class);
        samples.forEach(sample -> reasons.merge(sample.finishReason(), 1, Integer::sum));
        double[] endToEnd = samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).toArray();
        return new RunSummary(samples.size(),
                LatencySummary.of(samples.stream().map(Sample::times).toList(), wallMillis),
                run.hasRandomWeights()
                        ? Optional.empty()
                        : QualitySummary.of(scores(samples), Bootstrap.STANDARD),
                exactness(samples, baseline), roofline(run, samples),
                Speculation.sum(samples.stream().map(Sample::speculation).flatMap(Optional::stream).toList()),
                Outliers.positions(endToEnd).stream().map(i -> samples.get(i).position()).toList(), reasons,
                (int) samples.stream().filter(sample -> sample.cutWords() > 0).count());
    }

    /** One score per article: further passes over the same article are no further evidence about articles. */
    private static List<HeadlineScore> scores(List<Sample> samples) {
        return samples.stream()
                .collect(Collectors.groupingBy(Sample::row, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(passes -> HeadlineScore.of(passes.getFirst().actualHeadline(), passes.getFirst().headline(),
                        Rouge.plain()))
                .toList();
    }

    /** Samples of a batch come in the order in which they were done, so both are laid in the order of their articles. */
    private static Optional<Exactness> exactness(List<Sample> samples, List<Sample> baseline) {
        List<Sample> own = inOrder(samples);
        List<Sample> others = inOrder(baseline);
        boolean sameRows = !own.isEmpty()
                && Stream.of(own, others).flatMap(List::stream).noneMatch(sample -> sample.tokenIds().isEmpty())
                && own.stream().map(Sample::row).toList().equals(others.stream().map(Sample::row).toList());
        return sameRows
                ? Optional.of(Exactness.of(own.stream().map(Sample::tokenIds).toList(),
                        others.stream().map(Sample::tokenIds).toList()))
                : Optional.empty();
    }

    private static List<Sample> inOrder(List<Sample> samples) {
        return samples.stream().sorted(Comparator.comparingInt(Sample::pass).thenComparingInt(Sample::row)).toList();
    }

    private static Optional<RooflineShare> roofline(Run run, List<Sample> samples) {
        double[] decodeTokensPerSecond = samples.stream()
                .map(sample -> sample.times().decodeTokensPerSecond())
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        String bandwidth = run.provenance().get(Run.BANDWIDTH_BYTES_PER_SECOND);
        if (bandwidth == null || run.load().isEmpty() || decodeTokensPerSecond.length == 0
                || run.setup().stack().cache() instanceof Cache.None
                || run.setup().stack().decoding().speculates()
                || !(run.setup().stack().batching() instanceof Batching.Single)) {
            return Optional.empty();
        }
        double keyValueBytes = run.memory().map(MemoryUse::keyValueBytes).orElse(0L);
        return Optional.of(new RooflineShare(run.load().get().readBytesPerToken() + keyValueBytes,
                Percentiles.of(decodeTokensPerSecond, 50), Double.parseDouble(bandwidth)));
    }
}
