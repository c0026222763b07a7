package org.headlinebench.recommendation;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;

/**
 * Reads scenarios from YAML: {@code version: 1} and {@code scenarios}, each with {@code id}, {@code name}, {@code atMost} and
 * {@code atLeast} (quantity: bound) and {@code optimize} (a quantity). The bundled file is
 * {@code recommendation/scenarios.yaml}.
 */
public final class ScenarioFile {
    private static final List<String> KEYS = List.of("id", "name", "atMost", "atLeast", "optimize");
    private static final int LARGEST_BYTES = 1 << 20;
    private static final double LARGEST_BOUND = 1e12;

    private ScenarioFile() {}

    /** The scenarios that come with the program. */
    public static List<Scenario> bundled() {
        return parse(bundledText(), "the bundled scenarios");
    }

    /** Their file, to be changed into scenarios of one's own. */
    public static String bundledText() {
        try (InputStream in = ScenarioFile.class.getResourceAsStream("/recommendation/scenarios.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A user's scenarios.
     *
     * @throws UserError if the file cannot be read or says something unknown
     */
    public static List<Scenario> read(Path file) {
        return parse(text(file), file.toString());
    }

    /**
     * A file as it is.
     *
     * @throws UserError if it cannot be read or is too large
     */
    public static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new UserError(file + " is larger than a scenario file can be (1 MiB).", "Name another file.");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is no text in UTF-8.", "Name a YAML file; docs/report.md shows its form.", e);
        } catch (IOException e) {
            throw new UserError("The scenarios " + file + " cannot be read (" + e.getMessage() + ").",
                    "Name a readable YAML file in UTF-8; docs/report.md shows its form.", e);
        }
    }

    /** @param source how messages name the text */
    public static List<Scenario> parse(String text, String source) {
        Object document;
        try {
            document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            String line = e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                    ? " in line " + (marked.getProblemMark().getLine() + 1)
                    : "";
            throw new UserError(source + " is no YAML" + line + ": " + e.getMessage().lines().findFirst().orElse("")
                    + ".",
                    "Mend it; docs/report.md shows its form.", e);
        }
        if (!(document instanceof Map<?, ?> root) || !(root.get("scenarios") instanceof List<?> listed)) {
            throw new UserError(source + " has no list 'scenarios'.", "docs/report.md shows its form.");
        }
        if (!Integer.valueOf(1).equals(root.get("version"))) {
            throw new UserError(source + " has version " + root.get("version") + ".", "Write version: 1.");
        }
        if (listed.isEmpty()) {
            throw new UserError(source + " lists no scenario.", "Add one; docs/report.md shows its form.");
        }
        List<Integer> lines = lines(text);
        List<Scenario> scenarios = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            try {
                scenarios.add(scenario(listed.get(i), source));
            } catch (UserError e) {
                // A list that a merge key brought in stands elsewhere.
                String line = lines.size() == listed.size() ? "From line " + lines.get(i) + ": " : "";
                throw new UserError(line + e.getMessage(), e.remedy(), e);
            }
        }
        Set<String> ids = new HashSet<>();
        for (Scenario scenario : scenarios) {
            if (!ids.add(scenario.id())) {
                throw new UserError(source + " has two scenarios '" + scenario.id() + "'.", "Rename one of them.");
            }
        }
        return scenarios;
    }

    /** The line on which each scenario begins, from 1. */
    private static List<Integer> lines(String text) {
        var root = (MappingNode) new Yaml().compose(new StringReader(text));
        return root.getValue()
                .stream()
                .filter(pair -> pair.getKeyNode() instanceof ScalarNode key && key.getValue().equals("scenarios"))
                .filter(pair -> pair.getValueNode() instanceof SequenceNode)
                .flatMap(pair -> ((SequenceNode) pair.getValueNode()).getValue().stream())
                .map(node -> node.getStartMark().getLine() + 1)
                .toList();
    }

    private static Scenario scenario(Object node, String source) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new UserError("A scenario in " + source + " is not a mapping.", "docs/report.md shows its form.");
        }
        String id = text(map, "id", source);
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new UserError("Scenario '" + id + "' in " + source + " has an unknown key '" + key + "'.",
                        Nearest.hint(String.valueOf(key), KEYS));
            }
        }
        List<Limit> limits = new ArrayList<>();
        Stream.of("atMost", "atLeast").forEach(side -> {
            Object bounds = map.get(side);
            if (bounds instanceof Map<?, ?> named) {
                named.forEach((name, bound) -> limits.add(limit(id, String.valueOf(name), bound, side, source)));
            } else if (bounds != null) {
                throw new UserError("'" + side + "' of scenario '" + id + "' in " + source + " is not a mapping.",
                        "Write for example " + side + ": {peakMemoryMiB: 512}.");
            }
        });
        return new Scenario(id, map.containsKey("name") ? text(map, "name", source) : id, limits,
                quantity(text(map, "optimize", source), id, source));
    }

    private static Limit limit(String id, String name, Object bound, String side, String source) {
        Quantity quantity = quantity(name, id, source);
        if (!(bound instanceof Number number) || !(number.doubleValue() >= 0)
                || number.doubleValue() > LARGEST_BOUND) {
            throw new UserError("'" + name + "' of scenario '" + id + "' in " + source + " is " + bound + ".",
                    "Give a number from 0 to 1e12.");
        }
        return new Limit(quantity, side.equals("atLeast"), number.doubleValue());
    }

    private static Quantity quantity(String name, String id, String source) {
        return Stream.of(Quantity.values())
                .filter(quantity -> quantity.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "Scenario '" + id + "' in " + source + " names an unknown quantity '" + name + "'.",
                        Nearest.hint(name, Quantity.ids())));
    }

    private static boolean isInvisible(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
    }

    private static String text(Map<?, ?> map, String key, String source) {
        Object value = map.get(key);
        if (value == null || String.valueOf(value).isBlank()) {
            throw new UserError("A scenario in " + source + " has no '" + key + "'.", "Add " + key + ".");
        }
        String text = String.valueOf(value);
        if (text.codePoints().anyMatch(ScenarioFile::isInvisible)) {
            throw new UserError("'" + key + "' of a scenario in " + source + " holds characters that are not seen.",
                    "Take out control characters and marks that turn the direction of writing.");
        }
        return text;
    }
}
