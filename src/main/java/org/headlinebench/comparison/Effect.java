package org.headlinebench.comparison;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.Sensitivity;
import org.headlinebench.metrics.statistics.Verdict;

/**
 * How one metric compares.
 *
 * @param metric         what is compared
 * @param baselineMean   over the articles that both runs have a value for
 * @param candidateMean  over the same articles
 * @param interval       of the ratio (latency) or the difference (quality); absent with a single article
 * @param pValue         of this comparison by itself; absent with the interval
 * @param adjustedPValue after Holm's correction over all comparisons of this metric in the table; only where the metric is
 *                       judged
 * @param verdict        in words; only where the metric is judged
 * @param sensitivity    what could have been seen; absent with the interval
 */
public record Effect(Metric metric, double baselineMean, double candidateMean, Optional<Interval> interval,
        OptionalDouble pValue, OptionalDouble adjustedPValue, Optional<Verdict> verdict,
        Optional<Sensitivity> sensitivity) {
    public Effect {
        Objects.requireNonNull(metric, "metric");
        if (!Double.isFinite(baselineMean) || !Double.isFinite(candidateMean)) {
            throw new IllegalArgumentException("means are finite: " + baselineMean + ", " + candidateMean);
        }
    }

    /** The ratio (latency) or the difference (quality) itself. */
    public double estimate() {
        return metric.isLatency() ? candidateMean / baselineMean : candidateMean - baselineMean;
    }

    /** Judged after the correction for all comparisons of the same metric. */
    Effect judged(double adjusted) {
        return interval.isEmpty() || !metric.isJudged()
                ? this
                : new Effect(metric, baselineMean, candidateMean, interval, pValue, OptionalDouble.of(adjusted),
                        interval.map(found -> metric.isLatency()
                                ? Verdict.ofLatencyRatio(found, adjusted)
                                : Verdict.ofQualityDifference(found, adjusted)),
                        sensitivity);
    }
}
