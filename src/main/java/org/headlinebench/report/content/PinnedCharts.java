package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.report.chart.LineChart;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Figure;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;

/** Charts that the user has pinned and that show at least one run of the report. */
final class PinnedCharts {
    private PinnedCharts() {}

    static List<Block> of(Source source) {
        List<PinnedChart> pinned = source.addenda()
                .pinned()
                .stream()
                .filter(chart -> chart.drawing().isPresent())
                .filter(chart -> chart.runs().stream().anyMatch(source.numbers()::containsKey))
                .toList();
        if (pinned.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Pinned charts"),
                Paragraph.body("As they were shown when they were pinned.")));
        pinned.forEach(chart -> blocks.add(figure(source, chart, chart.drawing().orElseThrow())));
        return blocks;
    }

    private static Figure figure(Source source, PinnedChart chart, ChartDrawing drawing) {
        String names = drawing.lines()
                .stream()
                .map(ChartDrawing.Line::name)
                .distinct()
                .collect(
                        Collectors.joining("; "));
        return new Figure(chart.title() + ". " + runs(source, chart), chart.title() + ": " + drawing.up().label()
                + " over " + drawing.across().label() + " of " + names + ".", new LineChart(drawing));
    }

    private static String runs(Source source, PinnedChart chart) {
        List<String> inside = chart.runs()
                .stream()
                .filter(source.numbers()::containsKey)
                .map(run -> String.valueOf(source.numbers().get(run)))
                .toList();
        int others = chart.runs().size() - inside.size();
        return "Runs " + String.join(", ", inside) + (others == 0
                ? "."
                : " of this report, and " + Numbers.count(others, "other run") + ".");
    }
}
