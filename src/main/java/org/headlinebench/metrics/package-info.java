/**
 * What is measured, as pure functions on records; one definition of every number, used alike by the window, the
 * command line, the exports and the reports. JDK only.
 *
 * <ul>
 * <li>{@code metrics.statistics}: percentiles, distributions, bootstrap intervals, verdicts, outliers.
 * <li>{@code metrics.latency}: the times of one sample, their summary over a run, the warm-up rule.
 * <li>{@code metrics.quality}: ROUGE, its summary over a run, reference lines, exactness.
 * <li>here: memory, roofline share, provenance.
 * </ul>
 *
 * Numbers that are not there are absent ({@code Optional…}), never 0 or NaN. Arguments that break a documented
 * condition are a caller's bug and end in {@link IllegalArgumentException}.
 */
package org.headlinebench.metrics;
