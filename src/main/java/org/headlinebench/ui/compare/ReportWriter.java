package org.headlinebench.ui.compare;

import java.nio.file.Path;
import java.util.List;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.recommendation.Prices;

/** Writes reports as the command {@code report} does. Called on background threads. */
public interface ReportWriter {
    /**
     * Writes a report on stored runs.
     *
     * @param runs in order; the first with samples is the baseline
     * @param file its ending decides the format: {@code .pdf}, {@code .html} or {@code .md}
     * @throws org.headlinebench.failure.UserError if no run has a sample, or the file cannot be written or names no format
     */
    void write(List<Run> runs, Prices prices, Path file);
}
