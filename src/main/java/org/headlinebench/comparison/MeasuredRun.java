package org.headlinebench.comparison;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;

/** A run with its samples in the order measured. */
public record MeasuredRun(Run run, List<Sample> samples) {
    public MeasuredRun {
        Objects.requireNonNull(run, "run");
        samples = List.copyOf(samples);
    }

    /** Output tokens of all samples per second of wall time; absent where that was not measured. */
    OptionalDouble outputTokensPerSecond() {
        double wallMillis = run.wallMillis().orElse(0);
        long tokens = samples.stream().mapToLong(sample -> sample.times().outputTokens()).sum();
        return wallMillis > 0 ? OptionalDouble.of(1000 * tokens / wallMillis) : OptionalDouble.empty();
    }
}
