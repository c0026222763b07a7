package org.headlinebench.catalog.yaml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

import org.headlinebench.catalog.Shown;
import org.headlinebench.failure.Nearest;

/** Keys with values: each key is asked for by name, and what nobody asked for is a mistake of the file. */
final class YamlMapping {
    private final MappingNode node;
    private final Problems problems;
    private final int problemsBefore;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    YamlMapping(MappingNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
        this.problemsBefore = problems.count();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(tuple.getKeyNode(), "a key must be a word, found " + YamlReader.kind(tuple.getKeyNode()));
            } else if (tuples.putIfAbsent(key.getValue(), tuple) != null) {
                problems.add(key, "the key '" + Shown.of(key.getValue()) + "' appears twice");
            }
        }
    }

    <T> Optional<T> required(String key, YamlReader<T> reader) {
        Optional<T> value = optional(key, reader);
        if (!tuples.containsKey(key)) {
            problems.add(node, "the key '" + key + "' is missing");
        }
        return value;
    }

    <T> Optional<T> optional(String key, YamlReader<T> reader) {
        known.add(key);
        return Optional.ofNullable(tuples.get(key)).flatMap(tuple -> reader.read(tuple.getValueNode(), problems));
    }

    boolean has(String key) {
        return tuples.containsKey(key);
    }

    /** The line of a key's value, or of this mapping where the key is absent. */
    int lineOf(String key) {
        return Problems.lineOf(tuples.containsKey(key) ? tuples.get(key).getValueNode() : node);
    }

    int line() {
        return Problems.lineOf(node);
    }

    void problem(String message) {
        problems.add(node, message);
    }

    /** Builds the value once all keys were read, and only if none of them had a problem. */
    <T> Optional<T> build(Supplier<T> construct) {
        return problems.count() > problemsBefore ? Optional.empty() : problems.guard(node, construct);
    }

    void refuseUnknownKeys() {
        tuples.forEach((key, tuple) -> {
            if (!known.contains(key)) {
                problems.add(tuple.getKeyNode(), "unknown key '" + Shown.of(key) + "'"
                        + Nearest.suggestion(key, known) + "; keys here: " + String.join(", ", known));
            }
        });
    }
}
