package org.headlinebench.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.RougeScore;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.metrics.statistics.Outliers;

/** The CSV export as it is being written: {@code docs/export-format.md} describes the columns. */
final class SampleTable {
    static final List<String> COLUMNS = List.of("run", "experiment", "ordinal", "model", "device", "stack", "state",
            "position", "row", "pass", "category", "description", "actualHeadline", "headline", "continuation",
            "finishReason", "promptTokens", "outputTokens", "cutWords", "tokenizeMillis", "prefillMillis",
            "generateMillis", "detokenizeMillis", "endToEndMillis", "ttftMillis", "tpotMillis", "tokensPerSecond",
            "outlier", "rouge1Precision", "rouge1Recall", "rouge1F1", "rouge2Precision", "rouge2Recall", "rouge2F1",
            "rougeLPrecision", "rougeLRecall", "rougeLF1", "rougeLsumPrecision", "rougeLsumRecall", "rougeLsumF1",
            "tokenIds", "provenanceTag", "drafted", "accepted", "targetPasses", "draftMillis", "verifyMillis");

    private final CSVPrinter csv;

    SampleTable(OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(SpreadsheetText.BYTE_ORDER_MARK);
        csv = new CSVPrinter(text, CSVFormat.RFC4180);
        csv.printRecord(COLUMNS);
    }

    void write(Run run, List<Sample> samples) throws IOException {
        Set<Integer> outliers = outliers(samples);
        for (Sample sample : samples) {
            csv.printRecord(values(run, sample, outliers.contains(sample.position())));
        }
    }

    /** Hands all that was written to the stream, which stays open. */
    void end() throws IOException {
        csv.flush();
    }

    private static List<Object> values(Run run, Sample sample, boolean outlier) {
        var times = sample.times();
        var values = new ArrayList<Object>(
                List.of(run.id().value(), SpreadsheetText.safe(run.experiment()), run.ordinal(),
                        SpreadsheetText.safe(run.setup().model()), run.setup().place(), run.setup().stack().text(),
                        RunsDocument.word(run.state()), sample.position(), sample.row(), sample.pass(),
                        SpreadsheetText.safe(sample.category()), SpreadsheetText.safe(sample.description()),
                        SpreadsheetText.safe(sample.actualHeadline()),
                        SpreadsheetText.safe(sample.headline()), SpreadsheetText.safe(sample.continuation()),
                        RunsDocument.word(sample.finishReason()),
                        told(sample.toldPromptTokens()), times.outputTokens(), sample.cutWords(),
                        times.tokenizeMillis(),
                        times.prefillMillis(), times.generateMillis(), times.detokenizeMillis(), times.endToEndMillis(),
                        times.ttftMillis()));
        values.add(orEmpty(times.tpotMillis()));
        values.add(orEmpty(times.tokensPerSecond()));
        values.add(outlier);
        for (RougeVariant variant : RougeVariant.values()) {
            RougeScore score = sample.rouge().of(variant);
            values.addAll(List.of(score.precision(), score.recall(), score.f1()));
        }
        values.add(sample.tokenIds().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        values.add(run.setup().provenance().label());
        values.addAll(sample.speculation()
                .map(spec -> List.<Object>of(spec.drafted(), spec.accepted(), spec.targetPasses(), spec.draftMillis(),
                        spec.verifyMillis()))
                .orElse(List.of("", "", "", "", "")));
        return values;
    }

    private static Object told(OptionalInt count) {
        return count.isPresent() ? (Object) count.getAsInt() : "";
    }

    private static Object orEmpty(OptionalDouble value) {
        return value.isPresent() ? (Object) value.getAsDouble() : "";
    }

    private static Set<Integer> outliers(List<Sample> samples) {
        double[] endToEnd = samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).toArray();
        var positions = new HashSet<Integer>();
        Outliers.positions(endToEnd).forEach(index -> positions.add(samples.get(index).position()));
        return positions;
    }
}
