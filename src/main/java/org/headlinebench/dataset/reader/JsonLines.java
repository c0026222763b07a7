package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.headlinebench.dataset.VisibleText;

/** One JSON object on each line: the form in which the dataset is published. Fields that a row does not need are skipped. */
final class JsonLines {
    private static final int NAMES_IN_MESSAGE = 8;

    private final JsonFactory factory = new JsonFactory();
    private final FieldNames names;
    private final Map<String, NewsField> fieldOf;

    JsonLines(FieldNames names) {
        this.names = names;
        this.fieldOf = names.byName();
    }

    /** Hands every line that is not blank to the scan. */
    void scan(TextLines lines, RowScan scan) throws IOException {
        for (Optional<TextLine> next = lines.next(); next.isPresent(); next = lines.next()) {
            switch (next.get()) {
                case TextLine.Unreadable(long number, String reason) -> scan.malformed(number, reason);
                case TextLine.Readable(long number, String text) -> {
                    if (!text.isBlank()) {
                        scanRow(number, text, scan);
                    }
                }
            }
        }
    }

    private void scanRow(long line, String text, RowScan scan) {
        Map<NewsField, String> fields;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            fields = fields(parser);
        } catch (RowFault fault) {
            scan.malformed(line, fault.getMessage());
            return;
        } catch (JacksonException broken) {
            scan.malformed(line, "not valid JSON: " + reason(broken));
            return;
        }
        scan.add(line, fields);
    }

    private Map<NewsField, String> fields(JsonParser parser) throws RowFault {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new RowFault("not a JSON object");
        }
        var fields = new EnumMap<NewsField, String>(NewsField.class);
        List<String> others = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            NewsField field = fieldOf.get(name);
            if (field == null) {
                if (others.size() < NAMES_IN_MESSAGE) {
                    others.add(name);
                }
                parser.skipChildren();
            } else if (fields.put(field, text(parser, value, field, name)) != null) {
                throw new RowFault("the field " + VisibleText.quote(name) + " is there twice");
            }
        }
        if (parser.nextToken() != null) {
            throw new RowFault("more text behind the JSON object");
        }
        for (NewsField field : NewsField.values()) {
            if (!fields.containsKey(field) && (field.required() || names.chosen(field))) {
                throw new RowFault("no field " + VisibleText.quote(names.of(field)) + found(others));
            }
        }
        return fields;
    }

    private static String text(JsonParser parser, JsonToken value, NewsField field, String name) throws RowFault {
        return switch (value) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> "";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (field != NewsField.DATE) {
                    throw notText(name, "a number");
                }
                yield parser.getString();
            }
            case VALUE_TRUE, VALUE_FALSE -> throw notText(name, "true or false");
            case START_ARRAY -> throw notText(name, "a list");
            case START_OBJECT -> throw notText(name, "an object");
            default -> throw new RowFault("the field " + VisibleText.quote(name) + " has no value");
        };
    }

    private static RowFault notText(String name, String what) {
        return new RowFault("the field " + VisibleText.quote(name) + " is " + what + ", not text");
    }

    private static String found(List<String> others) {
        return others.isEmpty()
                ? ""
                : others.stream().map(VisibleText::quote).collect(Collectors.joining(", ", " (other fields: ", ")"));
    }

    /** The parser's own words without the parts that speak of its sources and settings. */
    static String reason(JacksonException broken) {
        String message = broken.getOriginalMessage().lines().findFirst().orElse("unreadable").strip();
        int column = broken.getLocation() == null ? 0 : broken.getLocation().getColumnNr();
        String place = column > 0 ? " (character " + column + ")" : "";
        return message.codePoints()
                .map(codePoint -> codePoint == ' ' || VisibleText.isVisible(codePoint) ? codePoint : '?')
                .limit(160)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append) + place;
    }
}
