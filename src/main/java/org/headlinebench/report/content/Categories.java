package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** Quality and latency by the articles' categories, of the baseline and of the run beside it. */
final class Categories {
    private static final int MOST = 15;

    private Categories() {}

    static List<Block> of(Source source) {
        Map<String, List<Sample>> baseline = byCategory(source.evidence().baseline().samples());
        if (baseline.size() < 2 || !source.hasQuality()) {
            return List.of();
        }
        Optional<Run> other = source.beside().map(candidate -> candidate.run());
        Map<String, List<Sample>> beside = other.map(run -> byCategory(samples(source, run))).orElse(Map.of());
        List<String> categories = baseline.entrySet()
                .stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Sample>> e) -> -e.getValue().size())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(MOST)
                .toList();
        List<Column> columns = new ArrayList<>(List.of(Column.text("Category"), Column.number("Articles"),
                Column.number("E2E mean\u00a0ms"), Column.number("ROUGE-1"), Column.text("95 %")));
        other.ifPresent(run -> columns.addAll(List.of(Column.number("Run\u00a0" + source.number(run) + " E2E\u00a0ms"),
                Column.number("ROUGE-1"), Column.text("95 %"))));
        List<List<String>> rows = categories.stream().map(category -> {
            List<String> row = new ArrayList<>();
            row.add(category.isBlank() ? "(none)" : category);
            row.add(String.valueOf(baseline.get(category).stream().map(Sample::row).distinct().count()));
            row.addAll(figures(baseline.get(category)));
            other.ifPresent(_ -> row.addAll(figures(beside.getOrDefault(category, List.of()))));
            return row;
        }).toList();
        return List.of(new Heading(1, "Categories"),
                new Table("The baseline" + other.map(run -> " and run " + source.number(run) + ", " + source.stack(run))
                        .orElse("") + ", by category of the article"
                        + (baseline.size() > MOST
                                ? "; the " + MOST + " largest of " + baseline.size() + " categories."
                                : "."),
                        columns, rows),
                Paragraph.note("Categories hold few articles each: the intervals say how little a single one shows."
                        + " No verdict is given per category."));
    }

    private static List<String> figures(List<Sample> samples) {
        if (samples.isEmpty()) {
            return List.of(Numbers.NONE, Numbers.NONE, Numbers.NONE);
        }
        MeanEstimate rouge = mean(samples.stream().filter(sample -> sample.pass() == 1).toList().isEmpty()
                ? samples
                : samples.stream().filter(sample -> sample.pass() == 1).toList(),
                sample -> sample.rouge().rouge1().f1());
        return List.of(
                Numbers.of("%.1f",
                        samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).average()),
                Numbers.of("%.3f", rouge.mean()), Numbers.bounds("%.3f", rouge));
    }

    private static MeanEstimate mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return MeanEstimate.of(samples.stream().mapToDouble(value).toArray(), Bootstrap.STANDARD);
    }

    static List<Sample> samples(Source source, Run run) {
        return source.evidence()
                .runs()
                .stream()
                .filter(each -> each.run().id().equals(run.id()))
                .findFirst()
                .orElseThrow()
                .samples();
    }

    private static Map<String, List<Sample>> byCategory(List<Sample> samples) {
        return samples.stream().collect(Collectors.groupingBy(Sample::category, TreeMap::new, Collectors.toList()));
    }
}
