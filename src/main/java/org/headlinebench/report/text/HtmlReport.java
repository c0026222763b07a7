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

/** A document as one HTML file that needs nothing else: charts are SVG inside it. */
public final class HtmlReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final double CHART_WIDTH = 640;
    private static final String STYLE = """
            body { font: 16px/1.5 'IBM Plex Sans', 'Segoe UI', Helvetica, Arial, sans-serif; color: #161616;
              max-width: 62rem; margin: 3rem auto; padding: 0 1.5rem; }
            h1 { font-size: 2rem; line-height: 1.2; margin-bottom: .2rem; } h2 { margin-top: 3rem; } h3 { margin-top: 2rem; }
            .subtitle, .note, footer { color: #5b6370; } .note, footer { font-size: .85rem; }
            nav ul { list-style: none; padding: 0; columns: 2; } a { color: #0f62fe; text-decoration: none; }
            .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .82rem; line-height: 1.35;
              border-top: 2px solid; border-bottom: 2px solid; margin: .4rem 0 1rem; }
            caption { text-align: left; font-size: .85rem; padding-bottom: .4rem; }
            th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid #dde1e6; }
            thead th { border-bottom: 1px solid; vertical-align: bottom; }
            .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            figure { margin: 1.5rem 0; } svg { max-width: 100%; height: auto; } figcaption { font-size: .85rem; }
            pre { background: #f4f6f9; padding: .8rem 1rem; overflow-x: auto; font-size: .8rem; }
            @media print { body { margin: 0; font-size: 10pt; } }
            """;

    private int tables;
    private int figures;
    private int headings;

    private final HeadingNumbers numbers;

    private HtmlReport(HeadingNumbers numbers) {
        this.numbers = numbers;
    }

    /** The whole file. */
    public static String of(Document document) {
        var report = new HtmlReport(HeadingNumbers.of(document.blocks()));
        List<Heading> sections = document.blocks()
                .stream()
                .filter(block -> block instanceof Heading heading && heading.level() == 1)
                .map(Heading.class::cast)
                .toList();
        String contents = sections.stream()
                .map(heading -> "<li><a href=\"#s" + (document.blocks()
                        .stream()
                        .filter(Heading.class::isInstance)
                        .toList()
                        .indexOf(heading) + 1) + "\">" + Markup.escaped(report.numbers.title(heading)) + "</a></li>")
                .collect(Collectors.joining("\n"));
        String title = Markup.escaped(document.title());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + title + "</title>\n<style>\n"
                + STYLE + "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n<p class=\"subtitle\">"
                + Markup.escaped(document.subtitle()) + "</p>\n</header>\n<nav><ul>\n" + contents
                + "\n</ul></nav>\n<main>\n"
                + document.blocks().stream().map(report::block).collect(Collectors.joining("\n"))
                + "\n</main>\n<footer>" + Markup.escaped(document.creator()) + ", " + DAY.format(document.at())
                + "</footer>\n</body>\n</html>\n";
    }

    private String block(Block block) {
        return switch (block) {
            case Heading heading -> {
                headings++;
                yield "<h%d id=\"s%d\">%s</h%d>".formatted(heading.level() + 1, headings,
                        Markup.escaped(numbers.title(heading)), heading.level() + 1);
            }
            case Block.Paragraph(Tone tone, String lead, String text) -> "<p" + (tone == Tone.NOTE
                    ? " class=\"note\""
                    : "") + ">" + (lead.isEmpty() ? "" : "<strong>" + Markup.escaped(lead) + "</strong> ")
                    + Markup.escaped(text) + "</p>";
            case Block.Bullets(List<String> items) -> items.stream()
                    .map(item -> "<li>" + Markup.escaped(item) + "</li>")
                    .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
            case Block.Table table -> table(table);
            case Block.Figure figure -> {
                figures++;
                yield "<figure>\n" + SvgCanvas.of(figure.chart(), CHART_WIDTH, figure.alternative())
                        + "\n<figcaption><strong>Figure " + figures + ".</strong> "
                        + Markup.escaped(figure.caption()) + "</figcaption>\n</figure>";
            }
            case Block.Code(List<String> lines) -> "<pre><code>"
                    + Markup.escaped(String.join("\n", lines)) + "</code></pre>";
        };
    }

    private String table(Block.Table table) {
        tables++;
        var html = new StringBuilder("<div class=\"scroll\">\n<table>\n<caption><strong>Table " + tables + ".</strong> "
                + Markup.escaped(table.caption()) + "</caption>\n<thead><tr>");
        for (Block.Column column : table.columns()) {
            html.append("<th scope=\"col\"")
                    .append(type(column))
                    .append(">")
                    .append(Markup.escaped(column.title()))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                // Each cell finds its own direction: headlines may run from right to left.
                html.append("<td dir=\"auto\"")
                        .append(type(table.columns().get(i)))
                        .append(">")
                        .append(Markup.escaped(row.get(i)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n</div>").toString();
    }

    private static String type(Block.Column column) {
        return column.number() ? " class=\"number\"" : "";
    }
}
