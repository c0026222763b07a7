package org.headlinebench.recommendation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;

/** What a scenario may limit or optimize; each is measured, or follows from what is measured and the user's prices. */
public enum Quantity {
    /** Largest resident set of the worker, loading included. */
    PEAK_MEMORY("peakMemoryMiB", "peak memory", "MiB", "%.0f", candidate -> candidate.run()
            .memory()
            .map(MemoryUse::peakBytes)
            .filter(OptionalLong::isPresent)
            .map(bytes -> bytes.getAsLong() / 1048576.0)),
    /** Exact size of the weights as they are held. */
    MODEL_SIZE("modelMiB", "model size", "MiB", "%.0f",
            candidate -> candidate.run().memory().map(memory -> memory.modelBytes() / 1048576.0)),
    /** Median E2E latency. */
    P50("endToEndP50Millis", "median E2E latency", "ms", "%.0f", latency(l -> l.endToEndMillis().p50())),
    /** 99th percentile of E2E latency. */
    P99("endToEndP99Millis", "p99 E2E latency", "ms", "%.0f", latency(l -> l.endToEndMillis().p99())),
    /** Median time to first token. */
    TTFT("ttftP50Millis", "median TTFT", "ms", "%.0f", latency(l -> l.ttftMillis().p50())),
    /** Output tokens of all samples per second of wall time. */
    THROUGHPUT("outputTokensPerSecond", "throughput", "tokens/s", "%.1f",
            latency(LatencySummary::outputTokensPerSecond)),
    /** Mean F1 of ROUGE-1. */
    ROUGE_1("rouge1F1", "ROUGE-1", "", "%.3f",
            candidate -> candidate.summary().quality().map(quality -> quality.rouge1().f1().mean())),
    /**
     * ROUGE-1 that is shown to be lost against the baseline: how far the whole interval of the difference lies below 0; 0
     * where it reaches 0 and for the baseline itself.
     */
    SHOWN_LOSS("shownRouge1Loss", "shown loss of ROUGE-1", "", "%.3f", Quantity::shownLoss),
    /** Currency of the user's price. */
    COST("costPer1000", "cost per 1,000 headlines", "", "%.4f",
            candidate -> candidate.costPerThousand().map(Scaled::value)),
    /** From the user's watts. */
    ENERGY("joulesPerHeadline", "energy per headline", "J", "%.1f",
            candidate -> candidate.joulesPerHeadline().map(Scaled::value)),
    /** How many devices compute. */
    DEVICES("devices", "devices", "", "%.0f", candidate -> Optional.of((double) candidate.devices())),
    /** How many of them are CUDA GPUs. */
    CUDA_DEVICES("cudaDevices", "CUDA GPUs", "", "%.0f", candidate -> Optional
            .of(candidate.run().setup().device().kind() == DeviceKind.CUDA ? (double) candidate.devices() : 0));

    private final String id;
    private final String label;
    private final String unit;
    private final String pattern;
    private final Function<Candidate, Optional<Double>> read;

    Quantity(String id, String label, String unit, String pattern, Function<Candidate, Optional<Double>> read) {
        this.id = id;
        this.label = label;
        this.unit = unit;
        this.pattern = pattern;
        this.read = read;
    }

    /** The name in scenario files, with its unit. */
    public String id() {
        return id;
    }

    /** The name in sentences. */
    public String label() {
        return label;
    }

    /** The name of an axis: label and unit. */
    public String axis() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }

    /** How its values are written, without their unit. */
    public String pattern() {
        return pattern;
    }

    /** A value with its unit. */
    public String text(double value) {
        return String.format(Locale.ROOT, pattern, value) + (unit.isEmpty() ? "" : " " + unit);
    }

    /** The value of a run; absent where it was not measured. */
    public OptionalDouble of(Candidate candidate) {
        return read.apply(candidate).stream().mapToDouble(Double::doubleValue).findFirst();
    }

    /** Whether more of it is better. */
    public boolean isBetterHigh() {
        return this == THROUGHPUT || this == ROUGE_1;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Quantity::id).toList();
    }

    private static Function<Candidate, Optional<Double>> latency(Function<LatencySummary, Double> part) {
        return candidate -> Optional.of(candidate.summary()).flatMap(RunSummary::latency).map(part);
    }

    private static Optional<Double> shownLoss(Candidate candidate) {
        return candidate.comparison().isEmpty()
                ? candidate.summary().quality().map(_ -> 0.0)
                : candidate.comparison()
                        .flatMap((Compared compared) -> compared.of(Metric.ROUGE_1))
                        .flatMap(Effect::interval)
                        .map(interval -> Math.max(0, -interval.high()));
    }
}
