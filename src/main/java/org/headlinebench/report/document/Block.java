package org.headlinebench.report.document;

import java.util.List;
import java.util.Objects;

/** A part of a {@link Document}. What is said stands here once; how it looks is the renderers' affair. */
public sealed interface Block {

    /**
     * A heading, in bookmarks and contents too.
     *
     * @param level 1 to 3
     */
    record Heading(int level, String text) implements Block {
        public Heading {
            if (level < 1 || level > 3 || text.isBlank()) {
                throw new IllegalArgumentException("a heading has a text and level 1 to 3, not " + level);
            }
        }
    }

    /**
     * A paragraph.
     *
     * @param lead bold words in front of the text; may be empty
     */
    record Paragraph(Tone tone, String lead, String text) implements Block {
        public static Paragraph body(String text) {
            return new Paragraph(Tone.BODY, "", text);
        }

        public static Paragraph lead(String lead, String text) {
            return new Paragraph(Tone.BODY, lead, text);
        }

        public static Paragraph note(String text) {
            return new Paragraph(Tone.NOTE, "", text);
        }
    }

    /** How a paragraph speaks. */
    enum Tone {
        BODY, NOTE
    }

    /** Items of a list. */
    record Bullets(List<String> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /**
     * A table with a header row.
     *
     * @param caption without its number, which the renderers give
     * @param rows    as many cells as columns
     */
    record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(row.size() + " cells in " + columns.size() + " columns");
                }
            }
        }
    }

    /** A column of a table; numbers are aligned at their decimal points. */
    record Column(String title, boolean number) {
        public static Column text(String title) {
            return new Column(title, false);
        }

        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    /**
     * A chart.
     *
     * @param caption     without its number
     * @param alternative what it shows, in words, for those who cannot see it
     */
    record Figure(String caption, String alternative, Chart chart) implements Block {
        public Figure {
            Objects.requireNonNull(chart, "chart");
        }
    }

    /** Lines to be typed or compared, in a fixed width. */
    record Code(List<String> lines) implements Block {
        public Code {
            lines = List.copyOf(lines);
        }
    }
}
