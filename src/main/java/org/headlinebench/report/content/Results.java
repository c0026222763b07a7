package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.ReferenceLines;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.quality.RougeMeans;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Distribution;
import org.headlinebench.metrics.statistics.MeanEstimate;
import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.report.chart.IntervalChart;
import org.headlinebench.report.chart.ScatterChart;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Figure;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** What came out: tables of all runs, and their charts. */
final class Results {
    private static final long REFERENCE_SEED = 1;

    private Results() {}

    static List<Block> of(Source source) {
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Results"), reference(source),
                new Heading(2, "Latency and throughput"), latency(source)));
        if (source.measured().stream().anyMatch(run -> isIndicative(source, run.run()))) {
            blocks.add(Paragraph.note("* indicative: too few samples for this percentile."));
        }
        blocks.add(latencyChart(source));
        blocks.add(new Heading(2, "Memory"));
        blocks.add(memory(source));
        blocks.add(new Heading(2, "Quality"));
        blocks.addAll(quality(source));
        List<Candidate> front = Adviser.paretoFront(source.evidence().candidates());
        if (!front.isEmpty()) {
            blocks.add(new Heading(2, "Trade-offs"));
            blocks.add(scatter(source, front));
            blocks.add(Paragraph.body("Not beaten in median E2E latency, peak memory and ROUGE-1 together: "
                    + String.join("; ", front.stream().map(each -> "run " + source.name(each.run())).toList())
                    + ". Every other run is matched or beaten in all three by one of these."));
        }
        return blocks;
    }

    private static List<Block> quality(Source source) {
        if (!source.hasQuality()) {
            return List.of(Paragraph.body("The weights were made up of a seed: what the model writes means nothing and"
                    + " is not scored. Speed, memory and scaling are those of a real model of this shape."));
        }
        ReferenceLines lines = referenceLines(source);
        List<Block> blocks = new ArrayList<>();
        blocks.add(qualityTable(source));
        blocks.add(
                Paragraph.body("For comparison on the same rows: the first 15 words of the description score ROUGE-1 "
                        + Numbers.of("%.3f", lines.lead15().rouge1().f1().mean())
                        + lines.randomHeadline()
                                .map(random -> ", another article\u2019s headline "
                                        + Numbers.of("%.3f", random.rouge1().f1().mean()))
                                .orElse("")
                        + ". A model below the first line has no use; what lies at the second is chance."));
        blocks.add(qualityChart(source, lines));
        return blocks;
    }

    /** The columns of the reference work, in its units. */
    private static Table reference(Source source) {
        return new Table(
                "Results in the columns of the reference work. Its \u201cp99\u201d is the maximum; memory is the peak"
                        + " of the run itself.",
                List.of(Column.number("Run"), Column.text("Stack"), Column.number("Average latency\u00a0s"),
                        Column.number("Maximum\u00a0s"), Column.number("Samples/s"), Column.number("Peak MiB"),
                        Column.number("R-1"), Column.number("R-2"), Column.number("R-L"), Column.number("R-Lsum")),
                source.measured().stream().map(run -> {
                    RunSummary summary = source.evidence().summary(run.run());
                    LatencySummary latency = summary.latency().orElseThrow();
                    Optional<QualitySummary> quality = summary.quality();
                    return List.of(source.number(run.run()), source.stack(run.run()),
                            Numbers.of("%.3f", latency.endToEndMillis().mean() / 1000),
                            Numbers.of("%.3f", latency.endToEndMillis().max() / 1000),
                            Numbers.of("%.2f", latency.samplesPerSecond()), peak(run.run()),
                            f1(quality.map(QualitySummary::rouge1)), f1(quality.map(QualitySummary::rouge2)),
                            f1(quality.map(QualitySummary::rougeL)), f1(quality.map(QualitySummary::rougeLsum)));
                }).toList());
    }

    private static Table latency(Source source) {
        return new Table("Latency in milliseconds (E2E: end to end) and throughput in output tokens per second of wall"
                + " time.",
                List.of(Column.number("Run"), Column.number("E2E mean"), Column.number("p50"), Column.number("p90"),
                        Column.number("p99"), Column.number("TTFT p50"), Column.number("TPOT mean"),
                        Column.number("ITL p99"), Column.number("Tokens/s"), Column.number("Roofline"),
                        Column.number("Outliers")),
                source.measured().stream().map(run -> {
                    RunSummary summary = source.evidence().summary(run.run());
                    LatencySummary latency = summary.latency().orElseThrow();
                    Distribution e2e = latency.endToEndMillis();
                    return List.of(source.number(run.run()), millis(e2e.mean()), millis(e2e.p50()),
                            millis(e2e.p90()) + (e2e.isIndicative(90) ? "*" : ""),
                            millis(e2e.p99()) + (e2e.isIndicative(99) ? "*" : ""), millis(latency.ttftMillis().p50()),
                            Numbers.of("%.2f", latency.tpotMillis().map(Distribution::mean)),
                            Numbers.of("%.1f", latency.interTokenMillis().map(Distribution::p99)),
                            Numbers.of("%.1f", latency.outputTokensPerSecond()),
                            summary.roofline().map(share -> Numbers.percent(share.share())).orElse(Numbers.NONE),
                            String.valueOf(summary.outliers().size()));
                }).toList());
    }

    private static Table memory(Source source) {
        return new Table(
                "Memory in MiB: exact sizes of weights and KV cache, and memory in use: the worker\u2019s resident set, or the"
                        + " GPU\u2019s.",
                List.of(Column.number("Run"), Column.text("Stack"), Column.number("Weights"), Column.number("Scales"),
                        Column.number("KV cache"), Column.number("Draft"), Column.number("After load"),
                        Column.number("Peak while loading"), Column.number("Peak while generating")),
                source.measured().stream().map(run -> {
                    Optional<MemoryUse> use = run.run().memory();
                    return List.of(source.number(run.run()), source.stack(run.run()),
                            exact(use.map(MemoryUse::weightsBytes)), exact(use.map(MemoryUse::scalesBytes)),
                            exact(use.map(MemoryUse::keyValueBytes)),
                            exact(use.flatMap(MemoryUse::draft)
                                    .map(draft -> draft.weightsBytes() + draft.keyValueBytes())),
                            read(use.map(MemoryUse::afterLoadBytes)), read(use.map(MemoryUse::peakLoadBytes)),
                            read(use.map(MemoryUse::peakGenerationBytes)));
                }).toList());
    }

    private static Table qualityTable(Source source) {
        return new Table(
                "Quality: mean F1 with 95 % intervals; length ratio (words generated to words printed); share of"
                        + " articles with the baseline\u2019s very token ids.",
                List.of(Column.number("Run"), Column.text("Stack"), Column.number("ROUGE-1"), Column.text("95 %"),
                        Column.number("ROUGE-2"), Column.text("95 %"), Column.number("ROUGE-L"), Column.text("95 %"),
                        Column.number("Length ratio"), Column.number("Same ids")),
                source.measured().stream().filter(run -> source.hasQuality(run.run())).map(run -> {
                    QualitySummary quality = source.evidence().summary(run.run()).quality().orElseThrow();
                    return List.of(source.number(run.run()), source.stack(run.run()), f1(quality.rouge1().f1()),
                            Numbers.bounds("%.3f", quality.rouge1().f1()), f1(quality.rouge2().f1()),
                            Numbers.bounds("%.3f", quality.rouge2().f1()), f1(quality.rougeL().f1()),
                            Numbers.bounds("%.3f", quality.rougeL().f1()), Numbers.of("%.2f", quality.lengthRatio()),
                            source.isBaseline(run.run())
                                    ? Numbers.NONE
                                    : source.compared(run.run())
                                            .flatMap(each -> each.exactness())
                                            .map(ids -> Numbers.percent(ids.identicalShare()))
                                            .orElse(Numbers.NONE));
                }).toList());
    }

    private static Figure latencyChart(Source source) {
        List<Candidate> drawn = drawn(source);
        List<IntervalChart.Row> rows = drawn.stream()
                .map(each -> row(source, each.run(), each.endToEnd()))
                .toList();
        return new Figure("Mean E2E latency with 95 % intervals. " + left(source, drawn),
                "Mean end-to-end latency in milliseconds: " + words(rows, "%.0f"),
                new IntervalChart("E2E latency, ms", rows, List.of(), true));
    }

    private static Figure qualityChart(Source source, ReferenceLines lines) {
        List<Candidate> drawn = drawn(source).stream().filter(each -> source.hasQuality(each.run())).toList();
        List<IntervalChart.Row> rows = drawn.stream()
                .map(each -> row(source, each.run(), each.summary().quality().orElseThrow().rouge1().f1()))
                .toList();
        List<IntervalChart.Line> reference = new ArrayList<>();
        reference.add(new IntervalChart.Line("first 15 words", lines.lead15().rouge1().f1().mean()));
        lines.randomHeadline()
                .ifPresent(random -> reference
                        .add(new IntervalChart.Line("random headline", random.rouge1().f1().mean())));
        return new Figure("Mean ROUGE-1 F1 with 95 % intervals, and two reference lines. " + left(source, drawn),
                "Mean ROUGE-1: " + words(rows, "%.3f"), new IntervalChart("ROUGE-1 F1", rows, reference, false));
    }

    private static Figure scatter(Source source, List<Candidate> front) {
        List<ScatterChart.Point> points = source.evidence()
                .candidates()
                .stream()
                .filter(each -> Quantity.P50.of(each).isPresent() && Quantity.ROUGE_1.of(each).isPresent())
                .map(each -> new ScatterChart.Point(source.number(each.run()), Quantity.P50.of(each).getAsDouble(),
                        Quantity.ROUGE_1.of(each).getAsDouble(), front.contains(each)))
                .toList();
        return new Figure(
                "Quality against speed, by the numbers of the runs. Blue: on the Pareto front of latency, memory"
                        + " and quality.",
                "ROUGE-1 against median end-to-end latency of " + Numbers.count(points.size(), "run") + "; "
                        + front.size() + " of them on the Pareto front.",
                new ScatterChart("median E2E latency, ms", "ROUGE-1 F1", points));
    }

    static ReferenceLines referenceLines(Source source) {
        var once = source.evidence().baseline().samples().stream().filter(sample -> sample.pass() == 1).toList();
        return ReferenceLines.of(once.stream().map(sample -> sample.description()).toList(),
                once.stream().map(sample -> sample.actualHeadline()).toList(), REFERENCE_SEED, Rouge.plain(),
                Bootstrap.STANDARD);
    }

    private static List<Candidate> drawn(Source source) {
        return source.evidence().candidates().stream().limit(Source.MOST_IN_A_CHART).toList();
    }

    private static String left(Source source, List<Candidate> drawn) {
        int all = source.evidence().candidates().size();
        return all > drawn.size() ? "The first " + drawn.size() + " of " + all + " runs; the tables have all." : "";
    }

    private static IntervalChart.Row row(Source source, Run run, MeanEstimate mean) {
        return new IntervalChart.Row(source.name(run), mean.mean(),
                mean.interval().map(interval -> new IntervalChart.Bounds(interval.low(), interval.high())),
                source.isBaseline(run));
    }

    private static String words(List<IntervalChart.Row> rows, String pattern) {
        return String.join("; ",
                rows.stream().map(row -> "run " + row.name() + ": " + Numbers.of(pattern, row.value())).toList()) + ".";
    }

    private static boolean isIndicative(Source source, Run run) {
        return source.evidence().summary(run).latency().orElseThrow().endToEndMillis().isIndicative(99);
    }

    private static String millis(double millis) {
        return Numbers.of("%.1f", millis);
    }

    private static String f1(MeanEstimate mean) {
        return Numbers.of("%.3f", mean.mean());
    }

    private static String f1(Optional<RougeMeans> means) {
        return means.map(each -> f1(each.f1())).orElse(Numbers.NONE);
    }

    private static String peak(Run run) {
        return read(run.memory().map(MemoryUse::peakBytes));
    }

    private static String exact(Optional<Long> bytes) {
        return Numbers.of("%.1f", bytes.map(value -> value / 1048576.0));
    }

    private static String read(Optional<OptionalLong> bytes) {
        return Numbers.mebibytes(bytes.orElse(OptionalLong.empty()));
    }
}
