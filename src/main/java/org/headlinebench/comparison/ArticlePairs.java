package org.headlinebench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.Exactness;
import org.headlinebench.metrics.statistics.PairedStatistic;

/** The articles that two runs have both measured, in the baseline's order, with what each run has of them. */
final class ArticlePairs {
    private final List<List<Sample>> baseline = new ArrayList<>();
    private final List<List<Sample>> candidate = new ArrayList<>();

    private final boolean hasQuality;

    /** @param hasQuality whether what they wrote means anything */
    ArticlePairs(List<Sample> baselineSamples, List<Sample> candidateSamples, boolean hasQuality) {
        this.hasQuality = hasQuality;
        Map<Integer, List<Sample>> other = byRow(candidateSamples);
        byRow(baselineSamples).forEach((row, passes) -> {
            if (other.containsKey(row)) {
                baseline.add(passes);
                candidate.add(other.get(row));
            }
        });
    }

    int count() {
        return baseline.size();
    }

    /** Token ids of the first pass; absent where a server did not tell them. */
    Optional<Exactness> exactness() {
        boolean known = Stream.of(baseline, candidate)
                .flatMap(List::stream)
                .noneMatch(passes -> passes.getFirst().tokenIds().isEmpty());
        return !known
                ? Optional.empty()
                : Optional.of(Exactness.of(candidate.stream().map(passes -> passes.getFirst().tokenIds()).toList(),
                        baseline.stream().map(passes -> passes.getFirst().tokenIds()).toList()));
    }

    /** The values of each metric that at least one article has in both runs. */
    Map<Metric, PairedStatistic> statistics() {
        var statistics = new EnumMap<Metric, PairedStatistic>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (!metric.isLatency() && !hasQuality) {
                continue;
            }
            PairedStatistic found = statistic(metric);
            if (found.candidate().length > 0) {
                statistics.put(metric, found);
            }
        }
        return statistics;
    }

    private PairedStatistic statistic(Metric metric) {
        double[] before = new double[count()];
        double[] after = new double[count()];
        int found = 0;
        for (int i = 0; i < count(); i++) {
            OptionalDouble one = metric.of(baseline.get(i));
            OptionalDouble other = metric.of(candidate.get(i));
            // A latency of 0 has no ratio: the clock did not see it.
            if (one.isPresent() && other.isPresent() && !(metric.isLatency() && one.getAsDouble() == 0)) {
                before[found] = one.getAsDouble();
                after[found++] = other.getAsDouble();
            }
        }
        before = Arrays.copyOf(before, found);
        after = Arrays.copyOf(after, found);
        return metric.isLatency()
                ? new PairedStatistic.Ratio(after, before)
                : new PairedStatistic.Difference(after, before);
    }

    private static Map<Integer, List<Sample>> byRow(List<Sample> samples) {
        return samples.stream()
                .collect(Collectors.groupingBy(Sample::row, LinkedHashMap::new, Collectors.toList()));
    }
}
