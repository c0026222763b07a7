package org.headlinebench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

import org.headlinebench.device.DeviceId;
import org.headlinebench.experiment.StackMatrix.Combination;
import org.headlinebench.experiment.StackMatrix.Exclusion;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** Reads an experiment file; {@code docs/experiments.md} describes the format. */
public final class ExperimentFile {
    /** The one version of the format there is. */
    private static final long VERSION = 1;

    private static final List<String> ORDERS = List.of("random", "listed");

    private final Problems problems;
    private final Path folder;

    private ExperimentFile(Problems problems, Path folder) {
        this.problems = problems;
        this.folder = folder;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidYaml with every problem of the file, each with its line
     * @throws UserError   if it cannot be read at all
     */
    public static ExperimentDefinition read(Path file) {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(YamlDocument.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UserError("The experiment file " + file + " cannot be read: " + e.getMessage() + ".",
                    "Give the path of a readable YAML file.", e);
        }
        var problems = new Problems(file.toString());
        var reader = new ExperimentFile(problems, file.toAbsolutePath().getParent());
        Optional<ExperimentDefinition> definition = YamlDocument
                .root(bytes, "the keys version, name, and stacks or matrix", problems)
                .flatMap(root -> YamlReader.<ExperimentDefinition>mapping(reader::definition).read(root, problems));
        if (problems.count() > 0) {
            throw new InvalidYaml(problems.inOrder());
        }
        return definition.orElseThrow();
    }

    private Optional<ExperimentDefinition> definition(YamlMapping fields) {
        fields.required("version", YamlReader.wholeNumber())
                .filter(version -> version != VERSION)
                .ifPresent(version -> problems.add(fields.lineOf("version"), "this program reads version " + VERSION
                        + " of the format of experiments, not " + version));
        Optional<String> name = fields.required("name", YamlReader.text(ExperimentDefinition::checkedName));
        Optional<List<String>> models = fields.optional("models", YamlReader.listOf(YamlReader.text()));
        Optional<DeviceId> device = fields.optional("device", YamlReader.text(DeviceId::parse));
        DeviceId where = device.orElse(DeviceId.CPU);
        Optional<String> launcher = fields.optional("on", YamlReader.text());
        Optional<NamedStack> baseline = fields.optional("baseline", stack(where))
                .map(text -> new NamedStack("baseline",
                        text));
        Optional<List<NamedStack>> named = fields.optional("stacks", YamlReader.mapping(each -> stacks(each, where)));
        Optional<StackMatrix> matrix = fields.optional("matrix", YamlReader.mapping(axes -> matrix(axes, where)));
        List<Combination> combinations = matrix.map(StackMatrix::combinations).orElse(List.of());
        boolean isBroken = fields.has("matrix") && combinations.isEmpty();
        Optional<List<Exclusion>> exclude = fields.optional("exclude",
                YamlReader.listOf(YamlReader.mapping(axes -> exclusion(axes, combinations, isBroken))));
        Optional<Integer> repeats = fields.optional("repeats", YamlReader.smallNumber());
        Optional<String> order = fields.optional("order", YamlReader.text(ExperimentFile::order));
        Optional<Long> seed = fields.optional("seed", YamlReader.wholeNumber());
        Optional<Boolean> baselineAtEnd = fields.optional("baselineAtEnd", YamlReader.flag());
        Optional<WorkloadChoice> workload = WorkloadReader.read(fields, folder);
        if (!fields.has("stacks") && !fields.has("matrix")) {
            fields.problem("the key 'stacks' or 'matrix' is missing: it says what runs");
        }
        List<NamedStack> all = new ArrayList<>(baseline.stream().toList());
        all.addAll(named.orElse(List.of()));
        combinations.stream()
                .filter(combination -> exclude.orElse(List.of()).stream().noneMatch(out -> out.matches(combination)))
                .map(combination -> new NamedStack(combination.text(), combination.text()))
                .forEach(all::add);
        return fields.build(() -> new ExperimentDefinition(name.orElseThrow(), models.orElse(List.of()),
                Optional.empty(), where, workload.orElseThrow(), all, repeats.orElse(1),
                order.orElse("random").equals("random") ? OptionalLong.of(seed.orElse(1L)) : OptionalLong.empty(),
                baselineAtEnd.orElse(true), launcher));
    }

    private Optional<List<NamedStack>> stacks(YamlMapping fields, DeviceId device) {
        List<NamedStack> all = new ArrayList<>();
        for (String name : fields.keys()) {
            fields.required(name, stack(device)).ifPresent(text -> all.add(new NamedStack(name, text)));
        }
        return Optional.of(all);
    }

    private Optional<StackMatrix> matrix(YamlMapping fields, DeviceId device) {
        Map<Axis, List<String>> values = new LinkedHashMap<>();
        for (String key : fields.keys()) {
            axis(key).ifPresent(axis -> fields.required(key, YamlReader.listOf(choice(axis, device)))
                    .filter(written -> !written.isEmpty())
                    .ifPresent(written -> values.put(axis, written)));
        }
        askForEveryAxis(fields);
        return fields.build(() -> new StackMatrix(values));
    }

    /** @param isBroken whether the matrix itself has mistakes, so that it cannot be said what is left out */
    private Optional<Exclusion> exclusion(YamlMapping fields, List<Combination> combinations, boolean isBroken) {
        Map<Axis, List<String>> choices = new LinkedHashMap<>();
        for (String key : fields.keys()) {
            axis(key).ifPresent(axis -> fields.required(key, oneOrMore()).ifPresent(text -> choices.put(axis, text)));
        }
        askForEveryAxis(fields);
        return fields.build(() -> {
            var exclusion = new Exclusion(choices);
            if (!isBroken && (choices.isEmpty() || combinations.stream().noneMatch(exclusion::matches))) {
                throw new IllegalArgumentException(
                        "this leaves out nothing: no combination of the matrix makes all of these choices");
            }
            return exclusion;
        });
    }

    /** So that a misspelled axis is reported with the valid ones. */
    private static void askForEveryAxis(YamlMapping fields) {
        for (Axis axis : Axis.values()) {
            if (!fields.has(axis.word())) {
                fields.optional(axis.word(), YamlReader.text());
            }
        }
    }

    private static Optional<Axis> axis(String word) {
        return Arrays.stream(Axis.values()).filter(axis -> axis.word().equals(word)).findFirst();
    }

    /** A whole stack, written as on the command line. */
    private static YamlReader<String> stack(DeviceId device) {
        return YamlReader.text(text -> {
            Stack.parse(text, device.kind());
            return text;
        });
    }

    private static YamlReader<String> choice(Axis axis, DeviceId device) {
        return YamlReader.text(text -> {
            if (text.chars().filter(c -> c == '(').count() != text.chars().filter(c -> c == ')').count()) {
                throw new IllegalArgumentException(
                        "'" + text + "' ends at a comma; put quotes around a choice with several parameters");
            }
            Stack.parse(axis.word() + "=" + text, device.kind());
            return text;
        });
    }

    private static YamlReader<List<String>> oneOrMore() {
        return (Node node, Problems found) -> node instanceof SequenceNode
                ? YamlReader.listOf(YamlReader.text()).read(node, found)
                : YamlReader.text().read(node, found).map(List::of);
    }

    private static String order(String text) {
        if (!ORDERS.contains(text)) {
            throw new IllegalArgumentException("the order is random or listed, not '" + text + "'");
        }
        return text;
    }
}
