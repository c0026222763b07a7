package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.experiment.reference.PublishedFigure;
import org.headlinebench.experiment.reference.ReferenceExperiments;
import org.headlinebench.experiment.reference.ReferenceMatch;
import org.headlinebench.experiment.reference.ReferenceRow;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** The reference work's figures beside those of the runs that repeat its tables. */
final class Published {
    private Published() {}

    /** Empty where no run of the report belongs to a published table. */
    static List<Block> of(Source source) {
        List<ReferenceMatch> matches = ReferenceMatch.of(ReferenceExperiments.load(),
                source.measured().stream().map(each -> each.run()).toList())
                .stream()
                .filter(match -> match.table().isPublished())
                .toList();
        List<Block> blocks = new ArrayList<>();
        for (ReferenceMatch match : matches) {
            if (blocks.isEmpty()) {
                blocks.add(new Heading(1, "Beside the published figures"));
            }
            blocks.addAll(table(source, match));
        }
        return blocks;
    }

    private static List<Block> table(Source source, ReferenceMatch match) {
        List<PublishedFigure> figures = Arrays.stream(PublishedFigure.values())
                .filter(figure -> match.rows().keySet().stream().anyMatch(row -> row.published().containsKey(figure)))
                .toList();
        List<Column> columns = Stream.concat(Stream.of(Column.text("Technique"), Column.text("Tag")),
                figures.stream().map(figure -> Column.number(figure.heading().replace(' ', '\u00a0')))).toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ReferenceRow row : match.table().rows()) {
            Optional<Run> run = Optional.ofNullable(match.rows().get(row));
            run.ifPresent(found -> rows
                    .add(line(row.title() + " (run\u00a0" + source.number(found) + ")", found.setup().provenance(),
                            figures.stream().map(figure -> measured(source, figure, found)).toList())));
            if (!row.published().isEmpty()) {
                rows.add(line(run.isPresent() ? "" : row.title(), Provenance.PUBLISHED,
                        figures.stream().map(figure -> published(figure, row)).toList()));
            }
            notes.addAll(notes(source, row, run));
        }
        List<Block> blocks = new ArrayList<>(List.of(
                new Table(match.table().title() + ". Below each run of this report what was published.", columns, rows),
                Paragraph.body(match.table().likeness(match.rows().values())
                        + " What is not like for like:")));
        notes.addAll(match.table().flags().stream().map(flag -> "All rows: " + flag + ".").toList());
        figures.stream()
                .filter(figure -> match.rows()
                        .values()
                        .stream()
                        .allMatch(run -> measured(source, figure, run)
                                .equals(Numbers.NONE)))
                .forEach(figure -> figure.command()
                        .ifPresent(command -> notes.add("The column \u201c" + figure.heading()
                                + "\u201d: nothing is stored for these configurations; \u201cheadline-bench " + command
                                + "\u201d measures it.")));
        if (!notes.isEmpty()) {
            blocks.add(new Bullets(notes));
        }
        return blocks;
    }

    private static List<String> line(String title, Provenance tag, List<String> figures) {
        return Stream.concat(Stream.of(title, tag.label()), figures.stream()).toList();
    }

    private static List<String> notes(Source source, ReferenceRow row, Optional<Run> run) {
        if (run.isEmpty()) {
            return List.of(row.title() + ": " + source.addenda()
                    .refused()
                    .stream()
                    .filter(refused -> refused.name().equals(row.name()))
                    .map(refused -> "refused. " + refused.reason())
                    .findFirst()
                    .or(() -> refusal(row, source.baseline().setup().device().kind()))
                    .orElse("not among the runs of this report."));
        }
        return row.flags().isEmpty() ? List.of() : List.of(row.title() + ": " + String.join("; ", row.flags()) + ".");
    }

    /** Why no run can repeat the row on devices of a kind; absent where one could. */
    private static Optional<String> refusal(ReferenceRow row, DeviceKind kind) {
        try {
            StackRules.check(Stack.parse(row.stack().text(), kind), kind);
            return Optional.empty();
        } catch (UserError refused) {
            return Optional.of("refused. " + refused.getMessage());
        }
    }

    private static String measured(Source source, PublishedFigure figure, Run run) {
        OptionalDouble value = figure.measured(run, Categories.samples(source, run), source.addenda().evaluations());
        return Numbers.of("%." + figure.decimals() + "f", value);
    }

    private static String published(PublishedFigure figure, ReferenceRow row) {
        return Numbers.of("%." + figure.decimals() + "f", Optional.ofNullable(row.published().get(figure)));
    }
}
