package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Metric;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Table;

/** The few numbers that a decision rests on: the run to deploy beside the baseline. */
final class KeyFigures {
    private KeyFigures() {}

    static Table of(Source source, Candidate chosen) {
        Candidate baseline = source.evidence().baselineCandidate();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Mean E2E latency, ms", Numbers.of("%.0f", baseline.endToEnd().mean()),
                Numbers.of("%.0f", chosen.endToEnd().mean()), effect(chosen, Metric.END_TO_END)));
        Stream.of(Quantity.TTFT, Quantity.THROUGHPUT, Quantity.PEAK_MEMORY, Quantity.MODEL_SIZE)
                .forEach(quantity -> ratio(quantity, baseline, chosen).ifPresent(rows::add));
        if (source.hasQuality()) {
            rows.add(List.of("ROUGE-1 F1", text("%.3f", Quantity.ROUGE_1, baseline),
                    text("%.3f", Quantity.ROUGE_1, chosen), effect(chosen, Metric.ROUGE_1)));
        }
        ratio(Quantity.COST, baseline, chosen).ifPresent(rows::add);
        ratio(Quantity.ENERGY, baseline, chosen).ifPresent(rows::add);
        return new Table(
                "The configuration to deploy beside the baseline. Changes of latency and ROUGE-1 with 95 % intervals and"
                        + " verdicts; the others are ratios of what was measured, costs estimated from the user\u2019s price.",
                List.of(Column.text("Quantity"),
                        Column.number("Baseline, run\u00a0" + source.number(source.baseline())),
                        Column.number("Run\u00a0" + source.number(chosen.run())), Column.text("Change")),
                rows);
    }

    private static Optional<List<String>> ratio(Quantity quantity, Candidate baseline, Candidate chosen) {
        OptionalDouble before = quantity.of(baseline);
        OptionalDouble after = quantity.of(chosen);
        return before.isPresent() && after.isPresent() && before.getAsDouble() > 0
                ? Optional.of(List.of(capital(quantity.axis().replace(" (", ", ").replace(")", "")),
                        text(quantity.pattern(), quantity, baseline), text(quantity.pattern(), quantity, chosen),
                        Numbers.of("\u00d7\u00a0%.2f", after.getAsDouble() / before.getAsDouble())))
                : Optional.empty();
    }

    private static String effect(Candidate chosen, Metric metric) {
        return chosen.comparison()
                .flatMap(run -> run.of(metric))
                .map(effect -> (metric.isLatency() ? "\u00d7\u00a0" : "") + ComparisonWords.effect(effect) + ", "
                        + ComparisonWords.verdict(effect))
                .orElse(Numbers.NONE);
    }

    private static String text(String pattern, Quantity quantity, Candidate candidate) {
        return Numbers.of(pattern, quantity.of(candidate));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
