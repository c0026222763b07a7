package org.headlinebench.dataset.reader;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/**
 * Under which names a file keeps the fields of a news row: the names of CSV columns or of JSON fields, compared without
 * regard to case. The default are the dataset's own.
 *
 * @param names a name for every field
 */
public record FieldNames(Map<NewsField, String> names) {
    /** {@code headline, short_description, category, authors, date, link}: versions 2 and 3 of the dataset. */
    public static final FieldNames DEFAULT = new FieldNames(datasetNames());

    public FieldNames {
        var copy = new EnumMap<NewsField, String>(names);
        var fieldOf = new TreeMap<String, NewsField>(String.CASE_INSENSITIVE_ORDER);
        for (NewsField field : NewsField.values()) {
            String name = copy.get(field);
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("no name for " + field.datasetName());
            }
            NewsField other = fieldOf.put(name, field);
            if (other != null) {
                throw new DatasetError("The column %s is named for two fields: %s and %s."
                        .formatted(VisibleText.quote(name), other.datasetName(), field.datasetName()),
                        "Name a different column for one of them.");
            }
        }
        names = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads {@code headline=title,short_description=summary}; a field that is not mentioned keeps the dataset's name.
     *
     * @throws DatasetError for an unknown field, with the nearest one, or a part that is not {@code field=column}
     */
    public static FieldNames parse(String text) {
        Map<NewsField, String> names = datasetNames();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || sides[1].isBlank()) {
                throw new DatasetError("%s does not name a column.".formatted(VisibleText.quote(part)),
                        "Write field=column, for example headline=title,short_description=summary.");
            }
            names.put(field(sides[0].strip()), sides[1].strip());
        }
        return new FieldNames(names);
    }

    /** The name of one field in the file. */
    public String of(NewsField field) {
        return names.get(field);
    }

    /** Whether the user chose this field's name, so that the file must have it. */
    boolean chosen(NewsField field) {
        return !of(field).equals(field.datasetName());
    }

    /** Finds the field a name stands for; names that no field has are absent. */
    Map<String, NewsField> byName() {
        var fields = new TreeMap<String, NewsField>(String.CASE_INSENSITIVE_ORDER);
        names.forEach((field, name) -> fields.put(name, field));
        return fields;
    }

    private static NewsField field(String name) {
        return Arrays.stream(NewsField.values())
                .filter(field -> field.datasetName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new DatasetError("A news row has no field %s.".formatted(VisibleText.quote(name)),
                        Nearest.didYouMean(name, NewsField.datasetNames()) + "The fields are "
                                + String.join(", ", NewsField.datasetNames()) + "."));
    }

    private static Map<NewsField, String> datasetNames() {
        var names = new EnumMap<NewsField, String>(NewsField.class);
        for (NewsField field : NewsField.values()) {
            names.put(field, field.datasetName());
        }
        return names;
    }
}
