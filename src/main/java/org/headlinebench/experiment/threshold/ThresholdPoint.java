package org.headlinebench.experiment.threshold;

import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.metrics.statistics.Interval;

/**
 * A setting that was tried.
 *
 * @param value  what stood for the {@code ?}
 * @param run    its run, finished
 * @param share  the share of the baseline's quality that it keeps; absent where the baseline has too little of it
 * @param isKept whether the whole interval lies at or above the floor
 * @param isNew  whether it was measured now, not by an earlier search
 */
public record ThresholdPoint(String value, Run run, Optional<Interval> share, boolean isKept, boolean isNew) {}
