package org.headlinebench.report.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Table;

/**
 * Sets a table: numbers aligned at their decimal points, texts wrapped where the table would be wider than the page, the
 * header again at the top of each page that it runs over.
 */
final class TableSetter {
    private static final double[] SIZES = {8.2, 7.6, 7, 6.4};
    private static final double GAP = 9;
    private static final double WIDEST_GAP = 22;
    private static final double LONGEST_WORD = 125;
    private static final double PAD = 3.2;
    /** A table of no more stands on one page. */
    private static final int FEW_ROWS = 12;
    private static final int MOST_LINES = 40;
    private static final Pattern WHOLE = Pattern.compile("[-+\u2212]?[\\d,]*");

    private final Typefaces faces;
    private final Lines lines;
    private final TagTree tags;
    private final double pageWidth;

    TableSetter(Typefaces faces, Lines lines, TagTree tags, double pageWidth) {
        this.faces = faces;
        this.lines = lines;
        this.tags = tags;
        this.pageWidth = pageWidth;
    }

    /** What is known of a table before its rows are set. */
    private record Layout(double size, double[] widths, double[] wholes, double gap) {
        double left(int column) {
            return IntStream.range(0, column).mapToDouble(i -> widths[i] + gap).sum();
        }

        double width() {
            return Arrays.stream(widths).sum() + gap * (widths.length - 1);
        }
    }

    /** @param number of the table, for pages that it runs on to */
    List<Box> set(Table table, int number, Box caption) {
        Layout layout = layout(table);
        PDStructureElement element = tags.add("Table");
        List<Box> boxes = new ArrayList<>();
        boxes.add(caption.keeping());
        Box header = header(table, layout, Optional.of(tags.add("TR", element)));
        Box again = continued(number, header(table, layout, Optional.empty()));
        boxes.add(header.after(4).keeping());
        for (int row = 0; row < table.rows().size(); row++) {
            boolean last = row == table.rows().size() - 1;
            Box box = row(table, layout, table.rows().get(row), tags.add("TR", element), last);
            boolean keep = !last && (row == 0 || row == table.rows().size() - 2 || table.rows().size() <= FEW_ROWS);
            boxes.add(new Box(0, box.height(), keep, Optional.of(again), box.paint()));
        }
        return boxes;
    }

    /** A header with the table's number above it. */
    private Box continued(int number, Box header) {
        double caption = Style.NOTE_LEADING + 4;
        return new Box(0, caption + header.height(), true, (page, x, y) -> {
            page.artifact(() -> page.text(Face.REGULAR, Style.NOTE, Style.GREY, x, y + 0.76 * Style.NOTE_LEADING,
                    "Table " + number + ", continued."));
            header.paint().at(page, x, y + caption);
        });
    }

    private Layout layout(Table table) {
        Layout layout = null;
        for (double size : SIZES) {
            layout = layout(table, size);
            if (layout.width() <= pageWidth + 0.01) {
                return layout;
            }
        }
        double most = widest(layout.widths(), pageWidth - layout.gap() * (table.columns().size() - 1));
        return new Layout(layout.size(), Arrays.stream(layout.widths()).map(w -> Math.min(w, most)).toArray(),
                layout.wholes(), layout.gap());
    }

    /** The width at which columns must end so that all fit: wide ones give way first, so that short words stay whole. */
    private static double widest(double[] widths, double room) {
        double[] sorted = Arrays.stream(widths).sorted().toArray();
        double left = room;
        for (int i = 0; i < sorted.length; i++) {
            double share = left / (sorted.length - i);
            if (sorted[i] > share) {
                return share;
            }
            left -= sorted[i];
        }
        return sorted[sorted.length - 1];
    }

    private Layout layout(Table table, double size) {
        int columns = table.columns().size();
        double[] widths = new double[columns];
        double[] wholes = new double[columns];
        double[] least = new double[columns];
        for (int i = 0; i < columns; i++) {
            Column column = table.columns().get(i);
            widths[i] = longestWord(Face.BOLD, column.title(), size);
            least[i] = widths[i];
            double rest = 0;
            for (List<String> row : table.rows()) {
                if (column.number()) {
                    wholes[i] = Math.max(wholes[i], width(whole(row.get(i)), size));
                    rest = Math.max(rest, width(fraction(row.get(i)), size));
                } else {
                    widths[i] = Math.max(widths[i], width(row.get(i), size));
                    least[i] = Math.max(least[i], Math.min(LONGEST_WORD, longestWord(Face.REGULAR, row.get(i), size)));
                }
            }
            widths[i] = Math.max(widths[i], wholes[i] + rest);
            wholes[i] = widths[i] - rest;
        }
        double free = pageWidth - GAP * (columns - 1);
        shrinkTexts(table, widths, least, free);
        double spare = free - Arrays.stream(widths).sum();
        double gap = columns == 1 ? GAP : Math.clamp(GAP + spare / (columns - 1), GAP, WIDEST_GAP);
        return new Layout(size, widths, wholes, gap);
    }

    /**
     * Texts share what numbers leave: each in proportion to the root of what it needs in one line, so that long texts get
     * more, but none less than its longest word; those that need less than their share keep what they need.
     */
    private void shrinkTexts(Table table, double[] widths, double[] least, double free) {
        List<Integer> open = new ArrayList<>(
                IntStream.range(0, widths.length).filter(i -> !table.columns().get(i).number()).boxed().toList());
        double left = free - IntStream.range(0, widths.length)
                .filter(i -> !open.contains(i))
                .mapToDouble(i -> widths[i])
                .sum();
        boolean settled = open.stream().mapToDouble(i -> widths[i]).sum() <= left;
        while (!settled && !open.isEmpty()) {
            double roots = open.stream().mapToDouble(i -> Math.sqrt(widths[i])).sum();
            double room = left;
            List<Integer> fixed = open.stream()
                    .filter(i -> {
                        double share = room * Math.sqrt(widths[i]) / roots;
                        return widths[i] <= share || share < least[i];
                    })
                    .toList();
            for (int i : fixed) {
                double share = room * Math.sqrt(widths[i]) / roots;
                widths[i] = Math.min(widths[i], Math.max(share, least[i]));
                left -= widths[i];
            }
            open.removeAll(fixed);
            settled = fixed.isEmpty();
        }
        if (!open.isEmpty() && open.stream().mapToDouble(i -> widths[i]).sum() > left) {
            double room = Math.max(left, 0);
            double roots = open.stream().mapToDouble(i -> Math.sqrt(widths[i])).sum();
            for (int i : open) {
                widths[i] = Math.max(least[i], room * Math.sqrt(widths[i]) / roots);
            }
        }
    }

    private Box header(Table table, Layout layout, Optional<PDStructureElement> row) {
        List<List<String>> cells = IntStream.range(0, table.columns().size())
                .mapToObj(i -> lines.of(Face.BOLD, layout.size(), table.columns().get(i).title(),
                        layout.widths()[i] + 0.1))
                .toList();
        int most = cells.stream().mapToInt(List::size).max().orElse(1);
        double leading = layout.size() * Style.CELL_LEADING;
        double height = most * leading + 2 * PAD;
        List<Optional<PDStructureElement>> elements = table.columns()
                .stream()
                .map(_ -> row.map(tags::columnHeader))
                .toList();
        return new Box(0, height, true, (page, x, y) -> {
            page.artifact(() -> {
                page.line(x, y, x + pageWidth, y, Style.INK, 0.9);
                page.line(x, y + height, x + pageWidth, y + height, Style.INK, 0.5);
            });
            for (int i = 0; i < cells.size(); i++) {
                int column = i;
                PdfPage.Painting painting = () -> {
                    for (int line = 0; line < cells.get(column).size(); line++) {
                        String text = cells.get(column).get(line);
                        double shift = table.columns().get(column).number()
                                ? layout.widths()[column] - faces.width(Face.BOLD, layout.size(), text)
                                : 0;
                        // Short titles stand at the bottom, beside the last line of long ones.
                        double down = (most - cells.get(column).size() + line + 0.8) * leading;
                        page.text(Face.BOLD, layout.size(), Style.INK, x + layout.left(column) + shift,
                                y + PAD + down, text);
                    }
                };
                if (elements.get(i).isPresent()) {
                    page.tagged(elements.get(i).get(), painting);
                } else {
                    page.artifact(painting);
                }
            }
        });
    }

    private Box row(Table table, Layout layout, List<String> cells, PDStructureElement row, boolean last) {
        List<List<String>> wrapped = IntStream.range(0, cells.size())
                .mapToObj(i -> table.columns().get(i).number()
                        ? List.of(faces.drawable(Face.REGULAR, cells.get(i)))
                        : shortened(lines.of(Face.REGULAR, layout.size(), cells.get(i), layout.widths()[i] + 0.1)))
                .toList();
        int most = wrapped.stream().mapToInt(List::size).max().orElse(1);
        double leading = layout.size() * Style.CELL_LEADING;
        double height = most * leading + 2 * PAD;
        List<PDStructureElement> elements = cells.stream().map(_ -> tags.add("TD", row)).toList();
        return new Box(0, height, false, (page, x, y) -> {
            page.artifact(() -> page.line(x, y + height, x + pageWidth, y + height,
                    last ? Style.INK : Style.HAIR, last ? 0.9 : 0.4));
            for (int i = 0; i < wrapped.size(); i++) {
                int column = i;
                page.tagged(elements.get(i), () -> {
                    for (int line = 0; line < wrapped.get(column).size(); line++) {
                        String text = wrapped.get(column).get(line);
                        double shift = table.columns().get(column).number()
                                ? layout.wholes()[column] - width(whole(text), layout.size())
                                : 0;
                        page.text(Face.REGULAR, layout.size(), Style.INK, x + layout.left(column) + shift,
                                y + PAD + (line + 0.8) * leading, text);
                    }
                });
            }
        });
    }

    /** A row is not broken, so that it must be no taller than a page. */
    private static List<String> shortened(List<String> lines) {
        return lines.size() <= MOST_LINES
                ? lines
                : Stream.concat(lines.stream().limit(MOST_LINES - 1), Stream.of("\u2026")).toList();
    }

    /** What stands before the decimal point; of a cell that is no number, all of it. */
    private static String whole(String cell) {
        Matcher matcher = WHOLE.matcher(cell);
        return matcher.lookingAt() && cell.chars().anyMatch(Character::isDigit)
                ? cell.substring(0, matcher.end())
                : cell;
    }

    private static String fraction(String cell) {
        return cell.substring(whole(cell).length());
    }

    private double width(String text, double size) {
        return faces.width(Face.REGULAR, size, faces.drawable(Face.REGULAR, text));
    }

    private double longestWord(Face face, String text, double size) {
        return Arrays.stream(faces.drawable(face, text).split(" "))
                .mapToDouble(word -> faces.width(face, size, word))
                .max()
                .orElse(0);
    }
}
