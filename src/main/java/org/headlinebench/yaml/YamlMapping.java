package org.headlinebench.yaml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.Shown;

/** Keys with values: each key is asked for by name, and what nobody asked for is a mistake of the file. */
public final class YamlMapping {
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

    /** The value of a key that must be there. */
    public <T> Optional<T> required(String key, YamlReader<T> reader) {
        Optional<T> value = optional(key, reader);
        if (!tuples.containsKey(key)) {
            problems.add(node, "the key '" + key + "' is missing");
        }
        return value;
    }

    /** The value of a key that may be there. */
    public <T> Optional<T> optional(String key, YamlReader<T> reader) {
        known.add(key);
        return Optional.ofNullable(tuples.get(key)).flatMap(tuple -> reader.read(tuple.getValueNode(), problems));
    }

    /** The keys in their order, where they are names of the file's own; reading each of them by name makes it known. */
    public List<String> keys() {
        return List.copyOf(tuples.keySet());
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return tuples.containsKey(key);
    }

    /** The line of a key's value, or of this mapping where the key is absent. */
    public int lineOf(String key) {
        return Problems.lineOf(tuples.containsKey(key) ? tuples.get(key).getValueNode() : node);
    }

    /** The line at which it begins. */
    public int line() {
        return Problems.lineOf(node);
    }

    /** Reports what is wrong with the mapping as a whole. */
    public void problem(String message) {
        problems.add(node, message);
    }

    /** Builds the value once all keys were read, and only if none of them had a problem. */
    public <T> Optional<T> build(Supplier<T> construct) {
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
