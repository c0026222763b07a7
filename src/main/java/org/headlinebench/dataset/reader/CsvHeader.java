package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/**
 * The first record of a CSV file: which column holds which field, and what separates columns.
 *
 * @param separator comma, semicolon or tab
 * @param columns how many columns every record must have
 * @param columnOf where each field is; fields that the file does not have are absent
 */
record CsvHeader(char separator, int columns, Map<NewsField, Integer> columnOf) {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Map<Character, CSVFormat> FORMATS = SEPARATORS.stream()
            .collect(Collectors.toMap(separator -> separator,
                    separator -> CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get()));

    /** Whether a line names the columns that a news file must have. */
    static boolean isHeader(String line, FieldNames names) {
        return candidates(line, names).isPresent();
    }

    /**
     * Reads the header line.
     *
     * @throws DatasetError naming the columns that are missing or named twice, and those that were found
     */
    static CsvHeader read(String file, String line, FieldNames names) {
        CsvHeader header = candidates(line, names).orElseThrow(() -> missing(file, line, names));
        for (NewsField field : NewsField.values()) {
            if (names.chosen(field) && !header.columnOf().containsKey(field)) {
                throw missing(file, line, names);
            }
        }
        return header;
    }

    /** The values of one record; its text may hold line breaks inside quotes. */
    static List<String> values(String record, char separator) throws RowFault {
        List<List<String>> records = records(record, separator);
        if (records.size() != 1) {
            throw new RowFault("not one CSV record");
        }
        return records.getFirst();
    }

    /** The values of several records. */
    static List<List<String>> records(String text, char separator) throws RowFault {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMATS.get(separator))) {
            return parser.stream().map(CSVRecord::toList).toList();
        } catch (IOException | UncheckedIOException | IllegalStateException broken) {
            throw new RowFault("the quotes of this CSV record do not match");
        }
    }

    private static Optional<CsvHeader> candidates(String line, FieldNames names) {
        for (char separator : SEPARATORS) {
            try {
                List<String> columns = values(line, separator);
                Map<NewsField, Integer> found = columnOf(columns, names);
                if (found.containsKey(NewsField.HEADLINE) && found.containsKey(NewsField.SHORT_DESCRIPTION)) {
                    return Optional.of(new CsvHeader(separator, columns.size(), found));
                }
            } catch (RowFault notWithThisSeparator) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Map<NewsField, Integer> columnOf(List<String> columns, FieldNames names) throws RowFault {
        Map<String, NewsField> fieldOf = names.byName();
        var columnOf = new EnumMap<NewsField, Integer>(NewsField.class);
        for (int column = 0; column < columns.size(); column++) {
            NewsField field = fieldOf.get(columns.get(column).strip());
            if (field != null && columnOf.putIfAbsent(field, column) != null) {
                throw new RowFault("two columns of one name");
            }
        }
        return columnOf;
    }

    private static DatasetError missing(String file, String line, FieldNames names) {
        List<String> columns = plainColumns(line);
        List<String> missing = Arrays.stream(NewsField.values())
                .filter(field -> field.required() || names.chosen(field))
                .map(names::of)
                .filter(name -> columns.stream().filter(name::equalsIgnoreCase).count() != 1)
                .toList();
        String nearest = missing.stream()
                .flatMap(name -> Nearest.to(name, columns).stream())
                .findFirst()
                .map(near -> "Is it " + VisibleText.quote(near) + "? ")
                .orElse("");
        return new DatasetError(
                "%s is neither JSON lines nor CSV with exactly one column %s; its first line has the columns %s."
                        .formatted(file, quoted(missing), quoted(columns.stream().limit(12).toList())),
                nearest + "Name the columns that hold the fields, for example headline=title,short_description=summary. "
                        + DatasetError.WHERE_TO_GET_IT);
    }

    private static List<String> plainColumns(String line) {
        char separator = ',';
        for (char candidate : SEPARATORS) {
            if (count(line, candidate) > count(line, separator)) {
                separator = candidate;
            }
        }
        try {
            return values(line, separator).stream().map(String::strip).toList();
        } catch (RowFault broken) {
            return List.of(line);
        }
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(unit -> unit == wanted).count();
    }

    private static String quoted(List<String> names) {
        return names.stream().map(VisibleText::quote).collect(Collectors.joining(", "));
    }
}
