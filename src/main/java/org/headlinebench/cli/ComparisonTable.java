package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.comparison.RunComparison.Compared;

/** Comparisons with a baseline as lines of text. */
final class ComparisonTable {
    private ComparisonTable() {}

    static List<String> lines(Comparisons comparisons) {
        List<String> lines = new ArrayList<>();
        lines.add("Baseline: " + name(comparisons.baseline()));
        lines.add("");
        if (!comparisons.compared().isEmpty()) {
            var table = new TextTable("run", "E2E ratio (95 %)", "speed", "TTFT ratio", "TPOT ratio",
                    "ROUGE-1 difference (95 %)", "quality", "same ids");
            comparisons.compared().forEach(run -> addRow(table, run));
            lines.addAll(table.lines());
            lines.add("");
        }
        for (RunComparison run : comparisons.runs()) {
            lines.add(name(run.candidate()));
            lines.add("  differs in  " + ComparisonWords.differences(run));
            switch (run) {
                case RunComparison.Refused refused -> {
                    lines.add("  refused     " + refused.reason());
                    lines.add("  ->          " + refused.remedy());
                }
                case Compared compared -> {
                    effect(compared, Metric.ROUGE_1).map(ComparisonWords::sensitivity)
                            .ifPresent(sentence -> lines.add("  quality     " + sentence));
                    effect(compared, Metric.END_TO_END).map(ComparisonWords::sensitivity)
                            .ifPresent(sentence -> lines.add("  speed       " + sentence));
                    ComparisonWords.notes(compared).forEach(note -> lines.add("  note        " + note));
                }
            }
        }
        lines.add("");
        lines.addAll(ComparisonWords.method(comparisons));
        return lines;
    }

    private static void addRow(TextTable table, Compared run) {
        table.row(name(run.candidate()), text(run, Metric.END_TO_END), verdict(run, Metric.END_TO_END),
                number(run, Metric.TTFT), number(run, Metric.TPOT), text(run, Metric.ROUGE_1),
                verdict(run, Metric.ROUGE_1), Figures.percent(run.exactness().identicalShare()));
    }

    private static String text(Compared run, Metric metric) {
        return Figures.orNone(effect(run, metric).map(ComparisonWords::effect));
    }

    private static String number(Compared run, Metric metric) {
        return Figures.orNone(effect(run, metric).map(found -> ComparisonWords.number(metric, found.estimate())));
    }

    private static String verdict(Compared run, Metric metric) {
        return Figures.orNone(effect(run, metric).map(ComparisonWords::verdict));
    }

    private static Optional<Effect> effect(Compared run, Metric metric) {
        return run.of(metric);
    }

    private static String name(Run run) {
        return run.id() + " " + run.setup().name();
    }
}
