package org.headlinebench.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.metrics.statistics.Distribution;
import org.headlinebench.metrics.statistics.Interval;

/** The CSV export of summaries, a row per run: {@code docs/export-format.md} describes the columns. */
final class SummaryTable {
    static final List<String> COLUMNS = List.of("run", "experiment", "ordinal", "model", "device", "stack", "state",
            "samples", "endToEndMeanMillis", "endToEndP50Millis", "endToEndP90Millis", "endToEndP95Millis",
            "endToEndP99Millis", "endToEndMaxMillis", "ttftP50Millis", "tpotMeanMillis", "outputTokensPerSecond",
            "samplesPerSecond", "modelBytes", "keyValueBytes", "peakLoadBytes", "peakGenerationBytes", "rouge1F1",
            "rouge1F1Low", "rouge1F1High", "rouge2F1", "rouge2F1Low", "rouge2F1High", "rougeLF1", "rougeLF1Low",
            "rougeLF1High", "rougeLsumF1", "rougeLsumF1Low", "rougeLsumF1High", "lengthRatio", "identicalShare",
            "rooflineShare", "outliers", "cutPrompts", "provenanceTag");

    private final CSVPrinter csv;

    SummaryTable(OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(SpreadsheetText.BYTE_ORDER_MARK);
        csv = new CSVPrinter(text, CSVFormat.RFC4180);
        csv.printRecord(COLUMNS);
    }

    void write(Run run, RunSummary summary) throws IOException {
        Optional<LatencySummary> latency = summary.latency();
        Optional<Distribution> e2e = latency.map(LatencySummary::endToEndMillis);
        var values = new ArrayList<Object>(
                List.of(run.id().value(), SpreadsheetText.safe(run.experiment()), run.ordinal(),
                        SpreadsheetText.safe(run.setup().model()), run.setup().place(), run.setup().stack().text(),
                        RunsDocument.word(run.state()), summary.samples()));
        values.add(orEmpty(e2e.map(Distribution::mean)));
        values.add(orEmpty(e2e.map(Distribution::p50)));
        values.add(orEmpty(e2e.map(Distribution::p90)));
        values.add(orEmpty(e2e.map(Distribution::p95)));
        values.add(orEmpty(e2e.map(Distribution::p99)));
        values.add(orEmpty(e2e.map(Distribution::max)));
        values.add(orEmpty(latency.map(each -> each.ttftMillis().p50())));
        values.add(orEmpty(latency.flatMap(LatencySummary::tpotMillis).map(Distribution::mean)));
        values.add(orEmpty(latency.map(LatencySummary::outputTokensPerSecond)));
        values.add(orEmpty(latency.map(LatencySummary::samplesPerSecond)));
        values.add(orEmpty(run.memory().map(MemoryUse::modelBytes)));
        values.add(orEmpty(run.memory().map(MemoryUse::keyValueBytes)));
        values.add(read(run.memory().map(MemoryUse::peakLoadBytes)));
        values.add(read(run.memory().map(MemoryUse::peakGenerationBytes)));
        for (RougeVariant variant : RougeVariant.values()) {
            var f1 = summary.quality().map(quality -> quality.of(variant).f1());
            values.add(orEmpty(f1.map(mean -> mean.mean())));
            values.add(orEmpty(f1.flatMap(mean -> mean.interval()).map(Interval::low)));
            values.add(orEmpty(f1.flatMap(mean -> mean.interval()).map(Interval::high)));
        }
        OptionalDouble ratio = summary.quality().map(quality -> quality.lengthRatio()).orElse(OptionalDouble.empty());
        values.add(ratio.isPresent() ? (Object) ratio.getAsDouble() : "");
        values.add(orEmpty(summary.exactness().map(each -> each.identicalShare())));
        values.add(orEmpty(summary.roofline().map(each -> each.share())));
        values.add(summary.outliers().size());
        values.add(summary.cutPrompts());
        values.add(run.setup().provenance().label());
        csv.printRecord(values);
    }

    /** Hands all that was written to the stream, which stays open. */
    void end() throws IOException {
        csv.flush();
    }

    private static Object orEmpty(Optional<?> value) {
        return value.map(Object.class::cast).orElse("");
    }

    private static Object read(Optional<OptionalLong> bytes) {
        OptionalLong value = bytes.orElse(OptionalLong.empty());
        return value.isPresent() ? (Object) value.getAsLong() : "";
    }
}
