package org.headlinebench.report.text;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Tone;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.document.HeadingNumbers;

/** A document as Markdown with tables (GitHub's); of a chart it has what the chart shows in words. */
public final class MarkdownReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private int tables;
    private int figures;

    private final HeadingNumbers numbers;

    private MarkdownReport(HeadingNumbers numbers) {
        this.numbers = numbers;
    }

    /** The whole file. */
    public static String of(Document document) {
        var report = new MarkdownReport(HeadingNumbers.of(document.blocks()));
        return "# " + Markup.markdown(document.title()) + "\n\n" + Markup.markdown(document.subtitle()) + "\n\n"
                + document.blocks().stream().map(report::block).collect(Collectors.joining("\n\n")) + "\n\n---\n"
                + Markup.markdown(document.creator()) + ", " + DAY.format(document.at()) + "\n";
    }

    private String block(Block block) {
        return switch (block) {
            case Heading heading -> "#".repeat(heading.level() + 1) + " " + Markup.markdown(numbers.title(heading));
            case Block.Paragraph(Tone tone, String lead, String text) ->
                (lead.isEmpty() ? "" : "**" + Markup.markdown(lead) + "** ") + Markup.markdown(text);
            case Block.Bullets(List<String> items) -> items.stream()
                    .map(item -> "- " + Markup.markdown(item))
                    .collect(Collectors.joining("\n"));
            case Block.Table table -> table(table);
            case Block.Figure figure -> {
                figures++;
                yield "**Figure " + figures + ".** " + Markup.markdown(figure.caption()) + " "
                        + Markup.markdown(figure.alternative());
            }
            case Block.Code(List<String> lines) -> "```\n" + String.join("\n", lines) + "\n```";
        };
    }

    private String table(Block.Table table) {
        tables++;
        String header = row(table.columns().stream().map(Block.Column::title).toList());
        String rule = table.columns()
                .stream()
                .map(column -> column.number() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |"));
        return "**Table " + tables + ".** " + Markup.markdown(table.caption()) + "\n\n" + header + "\n" + rule + "\n"
                + table.rows().stream().map(MarkdownReport::row).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Markup::markdown).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
