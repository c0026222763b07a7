package org.headlinebench.report.pdf;

import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Tone;
import org.headlinebench.report.document.HeadingNumbers;

/** Turns blocks into boxes. */
final class BlockSetter {
    private static final int MOST_LINES_TOGETHER = 30;

    private final Typefaces faces;
    private final Lines lines;
    private final TagTree tags;
    private final TableSetter tables;
    private final double width;
    private final Contents contents;
    private final HeadingNumbers numbers;
    private int tableCount;
    private int figureCount;

    BlockSetter(Typefaces faces, TagTree tags, double width, Contents contents, HeadingNumbers numbers) {
        this.faces = faces;
        this.numbers = numbers;
        this.lines = new Lines(faces);
        this.tags = tags;
        this.tables = new TableSetter(faces, lines, tags, width);
        this.width = width;
        this.contents = contents;
    }

    List<Box> set(Block block) {
        return switch (block) {
            case Heading heading -> heading(heading);
            case Block.Paragraph(Tone tone, String lead, String text) ->
                paragraph(tags.add("P"), tone, lead, text, 0, tone == Tone.BODY ? 6 : 4);
            case Block.Bullets(List<String> items) -> bullets(items);
            case Block.Table table -> {
                tableCount++;
                yield tables.set(table, tableCount, caption("Table " + tableCount + ".", table.caption(), 12));
            }
            case Block.Figure figure -> figure(figure);
            case Block.Code(List<String> code) -> code(code);
        };
    }

    private List<Box> heading(Heading heading) {
        double size = Style.headingSize(heading.level());
        double leading = size * 1.25;
        String number = numbers.of(heading);
        double indent = number.isEmpty() ? 0 : faces.width(Face.BOLD, size, number) + 0.8 * size;
        List<String> text = lines.of(Face.BOLD, size, heading.text(), width - indent);
        PDStructureElement element = tags.add("H" + heading.level());
        double after = Style.headingAfter(heading.level());
        return List.of(new Box(Style.headingBefore(heading.level()), text.size() * leading + after, true,
                (page, x, y) -> {
                    contents.found(heading, page, y);
                    page.tagged(element, () -> {
                        page.text(Face.BOLD, size, Style.GREY, x, y + 0.8 * leading, number);
                        for (int i = 0; i < text.size(); i++) {
                            page.text(Face.BOLD, size, Style.INK, x + indent, y + (i + 0.8) * leading, text.get(i));
                        }
                    });
                }));
    }

    private List<Box> paragraph(PDStructureElement element, Tone tone, String lead, String text, double indent,
            double before) {
        double size = tone == Tone.BODY ? Style.BODY : Style.NOTE;
        double leading = tone == Tone.BODY ? Style.BODY_LEADING : Style.NOTE_LEADING;
        int colour = tone == Tone.BODY ? Style.INK : Style.GREY;
        String shown = faces.drawable(Face.BOLD, lead);
        double first = lead.isEmpty() ? 0 : faces.width(Face.BOLD, size, shown + "  ");
        List<String> wrapped = lines.of(Face.REGULAR, size, text, width - indent, first);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < wrapped.size(); i++) {
            int line = i;
            // Neither the first line alone at the foot of a page nor the last one alone at the head of the next.
            boolean keep = i < wrapped.size() - 1 && (tone == Tone.NOTE || i == 0 || i == wrapped.size() - 2);
            boxes.add(new Box(i == 0 ? before : 0, leading, keep, (page, x, y) -> page.tagged(element, () -> {
                double base = y + 0.76 * leading;
                if (line == 0 && !lead.isEmpty()) {
                    page.text(Face.BOLD, size, colour, x + indent, base, shown);
                }
                page.text(Face.REGULAR, size, colour, x + indent + (line == 0 ? first : 0), base, wrapped.get(line));
            })));
        }
        return boxes;
    }

    private List<Box> bullets(List<String> items) {
        PDStructureElement list = tags.add("L");
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            PDStructureElement element = tags.add("LI", list);
            PDStructureElement label = tags.add("Lbl", element);
            List<Box> body = new ArrayList<>(
                    paragraph(tags.add("LBody", element), Tone.BODY, "", items.get(i), 12, i == 0 ? 6 : 3));
            Box first = body.getFirst();
            body.set(0, new Box(first.before(), first.height(), first.keep(), (page, x, y) -> {
                page.tagged(label, () -> page.text(Face.REGULAR, Style.BODY, Style.ACCENT, x + 2,
                        y + 0.76 * Style.BODY_LEADING, "\u2022"));
                first.paint().at(page, x, y);
            }));
            // Neither the first item nor the last stands alone on a page.
            if (items.size() > 1 && (i == 0 || i == items.size() - 2)) {
                body.set(body.size() - 1, body.getLast().keeping());
            }
            boxes.addAll(body);
        }
        return boxes;
    }

    private Box caption(String label, String text, double before) {
        PDStructureElement element = tags.add("Caption");
        double first = faces.width(Face.BOLD, Style.NOTE, label + "  ");
        List<String> wrapped = lines.of(Face.REGULAR, Style.NOTE, text, width, first);
        return new Box(before, wrapped.size() * Style.NOTE_LEADING, false,
                (page, x, y) -> page.tagged(element, () -> {
                    page.text(Face.BOLD, Style.NOTE, Style.INK, x, y + 0.76 * Style.NOTE_LEADING, label);
                    for (int i = 0; i < wrapped.size(); i++) {
                        page.text(Face.REGULAR, Style.NOTE, Style.INK, x + (i == 0 ? first : 0),
                                y + (i + 0.76) * Style.NOTE_LEADING, wrapped.get(i));
                    }
                }));
    }

    private List<Box> figure(Block.Figure figure) {
        figureCount++;
        PDStructureElement element = tags.add("Figure");
        element.setAlternateDescription(figure.alternative());
        double height = figure.chart().height(width);
        return List.of(
                new Box(12, height, true, (page, x, y) -> page.tagged(element,
                        () -> figure.chart().draw(new PageCanvas(page, faces, x, y), width))),
                caption("Figure " + figureCount + ".", figure.caption(), 5));
    }

    private record CodeLine(String text, double indent) {}

    private List<Box> code(List<String> code) {
        PDStructureElement element = tags.add("P");
        List<CodeLine> set = code.stream().flatMap(each -> {
            double indent = 6 + (each.length() - each.stripLeading().length()) * Style.CODE * 0.6;
            return lines.of(Face.MONO, Style.CODE, each, width - indent - 6)
                    .stream()
                    .map(line -> new CodeLine(line, indent));
        }).toList();
        List<Box> boxes = new ArrayList<>();
        for (CodeLine line : set) {
            double above = boxes.isEmpty() ? Style.CODE_PAD : 0;
            double height = above + Style.CODE_LEADING + (boxes.size() == set.size() - 1 ? Style.CODE_PAD : 0);
            boxes.add(new Box(boxes.isEmpty() ? 8 : 0, height, boxes.isEmpty(), (page, x, y) -> {
                page.artifact(() -> page.rectangle(x, y, width, height + 0.2, Style.TINT));
                page.tagged(element, () -> page.text(Face.MONO, Style.CODE, Style.INK, x + line.indent(),
                        y + above + 0.72 * Style.CODE_LEADING, line.text()));
            }));
        }
        // A command that is not long is not broken.
        for (int i = 0; i < boxes.size() - 1 && boxes.size() <= MOST_LINES_TOGETHER; i++) {
            boxes.set(i, boxes.get(i).keeping());
        }
        return boxes;
    }
}
