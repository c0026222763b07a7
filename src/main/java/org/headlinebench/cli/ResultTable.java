package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.explanation.Explanation;
import org.headlinebench.explanation.Explanations;
import org.headlinebench.explanation.SameConfiguration;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.ReferenceLines;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Distribution;
import org.headlinebench.metrics.statistics.Interval;

/** The closing table of an experiment: one line per run, every number measured, absent ones as a dash. */
final class ResultTable {
    private static final long REFERENCE_SEED = 1;
    private final RunStore store;
    private boolean indicative;
    private boolean outliers;

    ResultTable(RunStore store) {
        this.store = store;
    }

    List<String> lines(List<Run> runs) {
        List<Sample> baseline = runs.isEmpty() ? List.of() : store.samples(runs.getFirst().id());
        var table = new TextTable("run", "E2E ms mean", "p50", "p99", "TTFT ms", "tokens/s", "roofline", "peak MiB",
                "ROUGE-1",
                "95 % interval", "R-2", "R-L", "same ids");
        List<String> notes = new ArrayList<>();
        List<String> explained = new ArrayList<>();
        for (Run run : runs) {
            List<Sample> samples = store.samples(run.id());
            boolean first = run.equals(runs.getFirst());
            RunSummary summary = RunSummary.of(run, samples, first ? List.of() : baseline);
            List<Explanation> why = first || run.setup().server().isPresent()
                    || runs.getFirst().setup().server().isPresent()
                            ? List.of()
                            : Explanations.of(run, samples, runs.getFirst(), baseline);
            why.stream().map(Explanation::text).filter(text -> !explained.contains(text)).forEach(explained::add);
            addRow(table, run, summary, first, marks(explained, why));
            for (Run same : SameConfiguration.as(run, earlier(runs, run), other -> store.samples(other.id()))) {
                notes.add(name(run) + ": the same effective configuration as " + name(same)
                        + ", by the facts that both recorded and every token; it is no other technique.");
            }
            if (run.state() != RunState.FINISHED) {
                notes.add(name(run) + ": " + run.state().name().toLowerCase().replace('_', ' ')
                        + run.failure().map(failure -> ". " + failure.message() + " " + failure.remedy()).orElse(""));
            }
            notes.addAll(server(run));
            summary.speculation().ifPresent(counts -> notes.add(name(run) + ": " + SpeculationText.of(counts)));
            if (run.hasRandomWeights()) {
                notes.add(name(run) + ": the weights of " + run.setup().model()
                        + " are random (its shape alone is real); its"
                        + " headlines mean nothing and have no quality.");
            }
            run.parallel()
                    .ifPresent(use -> notes.add(name(run) + ": " + use.line() + "; at most "
                            + Figures.size(use.mostWeightsBytes()) + " of weights on one device."));
            summary.latency()
                    .flatMap(latency -> latency.queueMillis())
                    .ifPresent(queue -> notes.add(name(run) + ": articles waited " + Math.round(queue.mean())
                            + " ms on average for their turn, which is in none of the times"
                            + (run.setup().server().isPresent()
                                    ? "."
                                    : "; E2E ends with the step in which an article was done.")));
            if (summary.cutPrompts() > 0) {
                notes.add(name(run) + ": the description was cut to fit in " + summary.cutPrompts() + " samples.");
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(TurnTable.lines(runs, store));
        if (!runs.isEmpty() && !runs.getFirst().hasRandomWeights()) {
            reference(baseline).ifPresent(lines::add);
        }
        for (int i = 0; i < explained.size(); i++) {
            lines.add("[" + (i + 1) + "] " + explained.get(i));
        }
        lines.addAll(notes);
        lines.add("All numbers are measured" + (runs.stream().anyMatch(run -> run.setup().isSimulated())
                ? ", with shards taking turns on one device where it says simulated"
                : "")
                + (baseline.isEmpty()
                        ? ""
                        : ", over " + baseline.size()
                                + " samples in the first run")
                + "; warm-up, loading and fetching are not in the times.");
        lines.add("Roofline: decode speed as a share of what the device's measured copy bandwidth allows.");
        if (indicative) {
            lines.add("* indicative: a p99 needs 662 samples to mean something.");
        }
        if (outliers) {
            lines.add("! some samples are outliers (modified z-score above 3.5); they are counted in.");
        }
        return lines;
    }

    private static List<String> server(Run run) {
        if (run.setup().server().isEmpty()) {
            return List.of();
        }
        var facts = run.provenance();
        var notes = new ArrayList<String>();
        notes.add(
                name(run) + ": a server as its client sees it, network included; its stack and memory are not known.");
        notes.add(name(run) + ": " + facts.getOrDefault("endpoint.failed", "?") + " of "
                + facts.getOrDefault("endpoint.requests", "?") + " requests failed, "
                + facts.getOrDefault("endpoint.retries", "?") + " were sent again, "
                + facts.getOrDefault("endpoint.rate_limited", "?") + " met a rate limit, "
                + facts.getOrDefault("endpoint.timeout", "?") + " timed out; tokens are counted by "
                + facts.getOrDefault("endpoint.tokenCounts", "nothing")
                + (facts.containsKey("endpoint.firstFailure")
                        ? ". First failure: " + facts.get("endpoint.firstFailure")
                        : "")
                + ".");
        return notes;
    }

    private static List<Run> earlier(List<Run> runs, Run run) {
        return runs.subList(0, runs.indexOf(run));
    }

    /** Such as {@code  [2][3]}: the explanations below that belong to a number; what is true of several runs stands once. */
    private static String marks(List<String> explained, List<Explanation> why) {
        return why.isEmpty()
                ? ""
                : why.stream()
                        .map(each -> "[" + (explained.indexOf(each.text()) + 1) + "]")
                        .collect(Collectors.joining("", " ", ""));
    }

    private void addRow(TextTable table, Run run, RunSummary summary, boolean first, String marks) {
        Optional<LatencySummary> latency = summary.latency();
        Optional<QualitySummary> quality = summary.quality();
        Optional<Distribution> e2e = latency.map(LatencySummary::endToEndMillis);
        indicative |= e2e.isPresent() && e2e.get().isIndicative(99);
        outliers |= !summary.outliers().isEmpty();
        table.row(name(run), text(e2e.map(d -> Figures.millis(d.mean()) + (summary.outliers().isEmpty() ? "" : "!")
                + marks)),
                text(e2e.map(d -> Figures.millis(d.p50()))),
                text(e2e.map(d -> Figures.millis(d.p99()) + (d.isIndicative(99) ? "*" : ""))),
                text(latency.map(l -> Figures.millis(l.ttftMillis().p50()))),
                text(latency.map(l -> Figures.format("%.1f", l.outputTokensPerSecond()))),
                text(summary.roofline().map(share -> Figures.percent(share.share()))),
                run.memory().map(MemoryUse::peakBytes).map(Figures::mebibytes).orElse(Figures.NONE),
                text(quality.map(q -> Figures.score(q.rouge1().f1().mean()))),
                text(quality.flatMap(q -> q.rouge1().f1().interval()).map(ResultTable::interval)),
                text(quality.map(q -> Figures.score(q.rouge2().f1().mean()))),
                text(quality.map(q -> Figures.score(q.rougeL().f1().mean()))),
                first ? "baseline" : text(summary.exactness().map(e -> Figures.percent(e.identicalShare()))));
    }

    private static Optional<String> reference(List<Sample> samples) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        List<Sample> once = samples.stream().filter(sample -> sample.pass() == 1).toList();
        ReferenceLines lines = ReferenceLines.of(once.stream().map(Sample::description).toList(),
                once.stream().map(Sample::actualHeadline).toList(), REFERENCE_SEED, Rouge.plain(), Bootstrap.STANDARD);
        return Optional.of("For comparison, ROUGE-1 on the same rows: first 15 words of the description "
                + Figures.score(lines.lead15().rouge1().f1().mean())
                + lines.randomHeadline()
                        .map(random -> ", another article's headline " + Figures.score(random.rouge1().f1().mean()))
                        .orElse("")
                + ".");
    }

    private static String interval(Interval interval) {
        return Figures.score(interval.low()) + "-" + Figures.score(interval.high());
    }

    private static String text(Optional<String> cell) {
        return Figures.orNone(cell);
    }

    private static String name(Run run) {
        return run.ordinal() + " " + run.setup().name();
    }

    static String ids(List<Run> runs) {
        return runs.stream().map(run -> run.id().value()).collect(Collectors.joining(", "));
    }
}
