package org.headlinebench.metrics.statistics;

import java.util.Objects;

/**
 * A paired statistic and how sure it is.
 *
 * @param interval confidence interval
 * @param pValue   how likely a departure from "equal" at least as large is by chance, two-sided; below 1 − level only
 *                 where the interval excludes "equal"; 1 where no article differs
 */
public record PairedEstimate(Interval interval, double pValue) {
    public PairedEstimate {
        Objects.requireNonNull(interval, "interval");
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("a p-value lies within 0 and 1: " + pValue);
        }
    }
}
