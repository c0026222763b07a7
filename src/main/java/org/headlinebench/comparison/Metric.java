package org.headlinebench.comparison;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.RougeVariant;

/**
 * What is compared article by article. Latencies as a ratio, quality as a difference. Words of difference are given for one
 * metric of each kind, the first of them: every further word would be another chance of a false one.
 */
public enum Metric {
    /** End-to-end latency. */
    END_TO_END("endToEndMillis", "E2E latency", times -> OptionalDouble.of(times.endToEndMillis())),
    /** Time to first token. */
    TTFT("ttftMillis", "TTFT", times -> OptionalDouble.of(times.ttftMillis())),
    /** Time per output token. */
    TPOT("tpotMillis", "TPOT", SampleTimes::tpotMillis),
    /** F1 of ROUGE-1, as of the others. */
    ROUGE_1("rouge1F1", RougeVariant.ROUGE_1),
    /** F1 of ROUGE-2. */
    ROUGE_2("rouge2F1", RougeVariant.ROUGE_2),
    /** F1 of ROUGE-L. */
    ROUGE_L("rougeLF1", RougeVariant.ROUGE_L),
    /** F1 of ROUGE-Lsum. */
    ROUGE_LSUM("rougeLsumF1", RougeVariant.ROUGE_LSUM);

    private final String id;
    private final String label;
    private final Optional<Function<SampleTimes, OptionalDouble>> time;
    private final Optional<RougeVariant> variant;

    Metric(String id, String label, Function<SampleTimes, OptionalDouble> time) {
        this.id = id;
        this.label = label;
        this.time = Optional.of(time);
        this.variant = Optional.empty();
    }

    Metric(String id, RougeVariant variant) {
        this.id = id;
        this.label = variant.label();
        this.time = Optional.empty();
        this.variant = Optional.of(variant);
    }

    /** The name in exports, with its unit. */
    public String id() {
        return id;
    }

    /** The name in tables and sentences. */
    public String label() {
        return label;
    }

    /** Whether it is a latency, compared as a ratio, rather than a score, compared as a difference. */
    public boolean isLatency() {
        return time.isPresent();
    }

    /** Whether its comparisons get a verdict in words. */
    public boolean isJudged() {
        return this == END_TO_END || this == ROUGE_1;
    }

    /**
     * The value of one article: the mean over its passes of a latency; the score of its first pass, since further passes
     * over the same article are no further evidence about articles.
     */
    OptionalDouble of(List<Sample> passes) {
        return time.map(read -> passes.stream()
                .map(Sample::times)
                .map(read)
                .flatMapToDouble(OptionalDouble::stream)
                .average())
                .orElseGet(() -> OptionalDouble.of(passes.getFirst().rouge().of(variant.orElseThrow()).f1()));
    }
}
