package org.headlinebench.comparison;

import java.util.List;
import java.util.Objects;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;

/** A run with its samples in the order measured. */
public record MeasuredRun(Run run, List<Sample> samples) {
    public MeasuredRun {
        Objects.requireNonNull(run, "run");
        samples = List.copyOf(samples);
    }
}
