package org.headlinebench.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import org.headlinebench.failure.Shown;

/** Turns a node into a value, or reports why it cannot and returns nothing. */
@FunctionalInterface
public interface YamlReader<T> {
    /** Of a list; no file of the program's comes near it. */
    int MOST_ITEMS = 1000;

    Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);
    Pattern DECIMAL = Pattern.compile("[0-9]+(_[0-9]+)*");

    Optional<T> read(Node node, Problems problems);

    /** A word or phrase. */
    static YamlReader<String> text() {
        return text(Function.identity());
    }

    /** A word or phrase, converted; the converter objects with an {@code IllegalArgumentException}. */
    static <T> YamlReader<T> text(Function<String, T> convert) {
        return (node, problems) -> {
            if (!(node instanceof ScalarNode scalar) || !PLAIN.contains(scalar.getTag())) {
                problems.add(node, "expected text, found " + kind(node));
                return Optional.empty();
            }
            return problems.guard(node, () -> convert.apply(scalar.getValue()));
        };
    }

    /** Digits, with underscores between them. */
    static YamlReader<Long> wholeNumber() {
        return (node, problems) -> {
            if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)
                    || !DECIMAL.matcher(scalar.getValue()).matches()) {
                problems.add(node, "expected a whole number without sign, found " + kind(node));
                return Optional.empty();
            }
            try {
                return Optional.of(Long.parseLong(scalar.getValue().replace("_", "")));
            } catch (NumberFormatException e) {
                problems.add(node, "the number " + Shown.of(scalar.getValue()) + " is too large");
                return Optional.empty();
            }
        };
    }

    /** A whole number that fits an {@code int}. */
    static YamlReader<Integer> smallNumber() {
        return (node, problems) -> wholeNumber().read(node, problems)
                .flatMap(number -> problems.guard(node, () -> Math.toIntExact(number)));
    }

    /** A number with or without a fraction. */
    static YamlReader<Double> number() {
        return (node, problems) -> {
            if (node instanceof ScalarNode scalar
                    && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
                try {
                    return Optional.of(Double.parseDouble(scalar.getValue().replace("_", "")));
                } catch (NumberFormatException e) {
                    // Falls through: .inf, sexagesimal and hexadecimal numbers are nothing a file of the program's has.
                }
            }
            problems.add(node, "expected a number, found " + kind(node));
            return Optional.empty();
        };
    }

    /** {@code true} or {@code false}. */
    static YamlReader<Boolean> flag() {
        return (node, problems) -> {
            if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
                return Optional.of(Set.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT)));
            }
            problems.add(node, "expected true or false, found " + kind(node));
            return Optional.empty();
        };
    }

    /** A list; broken items are reported and left out. */
    static <T> YamlReader<List<T>> listOf(YamlReader<T> item) {
        return (node, problems) -> {
            if (!(node instanceof SequenceNode sequence)) {
                problems.add(node, "expected a list, found " + kind(node));
                return Optional.empty();
            }
            if (sequence.getValue().size() > MOST_ITEMS) {
                problems.add(node, "the list has more than " + MOST_ITEMS + " items");
                return Optional.empty();
            }
            List<T> items = new ArrayList<>();
            for (Node child : sequence.getValue()) {
                item.read(child, problems).ifPresent(items::add);
            }
            return Optional.of(items);
        };
    }

    /** A mapping whose keys are all known; every key that was not asked for is reported. */
    static <T> YamlReader<T> mapping(Function<YamlMapping, Optional<T>> body) {
        return (node, problems) -> {
            if (!(node instanceof MappingNode mapping)) {
                problems.add(node, "expected keys with values, found " + kind(node));
                return Optional.empty();
            }
            YamlMapping fields = new YamlMapping(mapping, problems);
            Optional<T> value = body.apply(fields);
            fields.refuseUnknownKeys();
            return value;
        };
    }

    /** What a node is, in words for a message. */
    static String kind(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode scalar when PLAIN.contains(scalar.getTag()) -> "'" + Shown.of(scalar.getValue()) + "'";
            case ScalarNode scalar -> "a value with the tag " + Shown.of(scalar.getTag().getValue());
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "keys with values";
            default -> "something else";
        };
    }
}
