package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.headlinebench.dataset.DatasetError;

/**
 * CSV with a header line (RFC 4180: fields may be quoted, and then hold line breaks and doubled quotes).
 *
 * <p>Lines are put together to records here, not by the CSV parser, so that a quote that is never closed costs one row
 * with its line number instead of the rest of the file: reading goes on at the line behind the one where it was opened.
 */
final class CsvRows {
    /** More lines than any description has; beyond it a quote counts as never closed. */
    private static final int MAX_LINES_PER_ROW = 100;

    /** A parser of its own for every row would spend its time on allocating buffers. */
    private static final int ROWS_PER_BATCH = 256;

    private final String file;
    private final FieldNames names;
    private final int maxRowBytes;
    private final Deque<TextLine> ahead = new ArrayDeque<>();

    CsvRows(String file, FieldNames names, int maxRowBytes) {
        this.file = file;
        this.names = names;
        this.maxRowBytes = maxRowBytes;
    }

    /**
     * Hands every record behind the header to the scan.
     *
     * @throws DatasetError when the header lacks a column that is needed
     */
    void scan(TextLines lines, RowScan scan) throws IOException {
        CsvHeader header = CsvHeader.read(file, firstLine(lines), names);
        List<TextLine.Readable> batch = new ArrayList<>();
        for (Optional<TextLine> next = next(lines); next.isPresent(); next = next(lines)) {
            switch (next.get()) {
                case TextLine.Unreadable(long number, String reason) -> {
                    scanBatch(batch, header, lines, scan);
                    scan.malformed(number, reason);
                }
                case TextLine.Readable row when endsInsideQuotes(row.text(), header.separator(), false) -> {
                    scanBatch(batch, header, lines, scan);
                    scanRow(row, header, lines, scan);
                }
                case TextLine.Readable row -> {
                    if (!row.text().isBlank()) {
                        batch.add(row);
                    }
                    if (batch.size() == ROWS_PER_BATCH || row.text().length() > maxRowBytes / ROWS_PER_BATCH) {
                        scanBatch(batch, header, lines, scan);
                    }
                }
            }
        }
        scanBatch(batch, header, lines, scan);
    }

    /** Takes rows of one line each out of the batch; they are parsed one by one only when one of them is malformed. */
    private void scanBatch(List<TextLine.Readable> batch, CsvHeader header, TextLines lines, RowScan scan)
            throws IOException {
        List<TextLine.Readable> rows = List.copyOf(batch);
        batch.clear();
        Optional<List<Map<NewsField, String>>> parsed = parsedTogether(rows, header);
        for (int index = 0; index < rows.size(); index++) {
            if (parsed.isPresent()) {
                scan.add(rows.get(index).number(), parsed.get().get(index));
            } else {
                scanRow(rows.get(index), header, lines, scan);
            }
        }
    }

    private static Optional<List<Map<NewsField, String>>> parsedTogether(List<TextLine.Readable> rows,
            CsvHeader header) {
        String text = rows.stream().map(TextLine.Readable::text).collect(Collectors.joining("\n"));
        try {
            List<Map<NewsField, String>> parsed = new ArrayList<>();
            for (List<String> values : CsvHeader.records(text, header.separator())) {
                parsed.add(fields(values, header));
            }
            return parsed.size() == rows.size() ? Optional.of(parsed) : Optional.empty();
        } catch (RowFault oneOfThem) {
            return Optional.empty();
        }
    }

    private String firstLine(TextLines lines) throws IOException {
        for (Optional<TextLine> next = lines.next(); next.isPresent(); next = lines.next()) {
            switch (next.get()) {
                case TextLine.Unreadable(long number, String reason) ->
                    throw new DatasetError("%s, line %d: %s.".formatted(file, number, reason),
                            "The first line of a CSV file must name its columns. " + DatasetError.WHERE_TO_GET_IT);
                case TextLine.Readable(long _, String text) -> {
                    if (!text.isBlank()) {
                        return text;
                    }
                }
            }
        }
        throw new IllegalStateException("an empty file has no format");
    }

    private void scanRow(TextLine.Readable first, CsvHeader header, TextLines lines, RowScan scan) throws IOException {
        List<TextLine> continued = new ArrayList<>();
        Map<NewsField, String> fields;
        try {
            String record = record(first, header.separator(), lines, continued);
            fields = fields(CsvHeader.values(record, header.separator()), header);
        } catch (RowFault fault) {
            // A stray quote may have swallowed sound rows: they are read again, each on its own.
            continued.reversed().forEach(ahead::addFirst);
            scan.malformed(first.number(), fault.getMessage());
            return;
        }
        scan.add(first.number(), fields);
    }

    /** The first line and those that its open quotes reach into, which are noted in {@code continued}. */
    private String record(TextLine.Readable first, char separator, TextLines lines, List<TextLine> continued)
            throws RowFault, IOException {
        var record = new StringBuilder(first.text());
        boolean open = endsInsideQuotes(first.text(), separator, false);
        while (open) {
            Optional<TextLine> next = continued.size() < MAX_LINES_PER_ROW ? next(lines) : Optional.empty();
            next.ifPresent(continued::add);
            if (next.isEmpty() || !(next.get() instanceof TextLine.Readable(long _, String text))
                    || record.length() + text.length() >= maxRowBytes) {
                throw new RowFault("a quote is opened and never closed");
            }
            record.append('\n').append(text);
            open = endsInsideQuotes(text, separator, true);
        }
        return record.toString();
    }

    private Optional<TextLine> next(TextLines lines) throws IOException {
        return ahead.isEmpty() ? lines.next() : Optional.of(ahead.removeFirst());
    }

    /** A quote opens a field only at its beginning; inside, a doubled quote is a character. */
    private static boolean endsInsideQuotes(String line, char separator, boolean inside) {
        boolean atFieldStart = !inside;
        for (int index = 0; index < line.length(); index++) {
            char unit = line.charAt(index);
            if (inside) {
                inside = unit != '"';
                if (unit == '"' && index + 1 < line.length() && line.charAt(index + 1) == '"') {
                    inside = true;
                    index++;
                }
            } else if (unit == '"' && atFieldStart) {
                inside = true;
                atFieldStart = false;
            } else {
                atFieldStart = unit == separator;
            }
        }
        return inside;
    }

    private static Map<NewsField, String> fields(List<String> values, CsvHeader header) throws RowFault {
        if (values.size() != header.columns()) {
            throw new RowFault("%d values, but the header names %d columns".formatted(values.size(), header.columns()));
        }
        var fields = new EnumMap<NewsField, String>(NewsField.class);
        header.columnOf().forEach((field, column) -> fields.put(field, values.get(column)));
        return fields;
    }
}
