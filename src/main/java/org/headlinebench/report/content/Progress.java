package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.report.chart.WaterfallChart;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Figure;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;

/** Progressive series: from the baseline on, each run adds one change to the one before it. */
final class Progress {
    private static final int MOST = 3;

    private Progress() {}

    /** The longest series, the quickest ends first; where no run adds one change alone, all runs in their order. */
    static List<Block> of(Source source) {
        List<Run> runs = source.evidence().candidates().stream().map(each -> each.run()).toList();
        List<List<Run>> series = series(source, runs);
        boolean progressive = !series.isEmpty();
        List<List<Run>> shown = progressive
                ? series.stream().limit(MOST).toList()
                : Stream.of(runs.stream().limit(Source.MOST_IN_A_CHART).toList())
                        .filter(all -> all.size() > 1)
                        .toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "The series step by step"),
                Paragraph.body(progressive
                        ? "From the baseline on, each run of a series adds one change to the run before it; where several"
                                + " ways lead to a run, the quickest is taken. A step is no comparison: the tables above"
                                + " have those, with their intervals."
                        : "Mean E2E latency from run to run in their order here; no run adds a single change to another,"
                                + " so a step is no technique's gain. The tables above have the comparisons.")));
        shown.forEach(each -> blocks.add(figure(source, each, progressive)));
        if (series.size() > shown.size()) {
            blocks.add(Paragraph.note("Of " + series.size() + " series of that length, the " + shown.size()
                    + " with the quickest ends are shown."));
        }
        return blocks;
    }

    private static Figure figure(Source source, List<Run> runs, boolean progressive) {
        List<WaterfallChart.Step> steps = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String name = progressive && i > 0
                    ? source.number(runs.get(i)) + "  + " + Comparisons.differences(runs.get(i - 1), runs.get(i))
                            .stream()
                            .map(each -> each.what() + ": " + each.candidate())
                            .collect(Collectors.joining(", "))
                    : source.name(runs.get(i));
            steps.add(new WaterfallChart.Step(name, millis(source, runs.get(i))));
        }
        String end = "run " + source.number(runs.getLast()) + ", " + source.stack(runs.getLast());
        return new Figure(
                "Mean E2E latency as a waterfall" + (progressive ? " up to " + end : "")
                        + "; the change is against the run before.",
                "Mean end-to-end latency in milliseconds from run to run: "
                        + steps.stream()
                                .map(step -> step.name() + ": " + Numbers.of("%.0f", step.value()))
                                .collect(Collectors.joining("; "))
                        + ".",
                new WaterfallChart("mean E2E latency, ms", steps));
    }

    /** Of the most steps that there are; each run is reached by the quickest way. */
    private static List<List<Run>> series(Source source, List<Run> runs) {
        var changes = new LinkedHashMap<Run, Integer>();
        runs.forEach(run -> changes.put(run, Comparisons.differences(source.baseline(), run).size()));
        Map<Run, List<Run>> ways = new HashMap<>(Map.of(source.baseline(), List.of(source.baseline())));
        List<Run> reached = List.of(source.baseline());
        List<Run> last = List.of();
        for (int count = 1; !reached.isEmpty(); count++) {
            int wanted = count;
            List<Run> before = reached;
            reached = runs.stream().filter(run -> changes.get(run) == wanted).filter(run -> {
                List<List<Run>> leading = before.stream()
                        .filter(parent -> Comparisons.differences(parent, run).size() == 1)
                        .map(ways::get)
                        .toList();
                leading.stream()
                        .min(Comparator.comparingDouble(way -> millis(source, way.getLast())))
                        .ifPresent(way -> ways.put(run, Stream.concat(way.stream(), Stream.of(run)).toList()));
                return !leading.isEmpty();
            }).toList();
            last = reached.isEmpty() ? last : reached;
        }
        return last.stream()
                .sorted(Comparator.comparingDouble(run -> millis(source, run)))
                .map(ways::get)
                .toList();
    }

    private static double millis(Source source, Run run) {
        return source.evidence().summary(run).latency().orElseThrow().endToEndMillis().mean();
    }
}
