package org.headlinebench.experiment.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.experiment.NamedStack;
import org.headlinebench.experiment.WorkloadChoice;
import org.headlinebench.experiment.WorkloadReader;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/**
 * All published tables, and with them the presets: {@code resources/experiments/reference.yaml}. The texts of stacks are
 * not parsed here, so that a row may ask for what this version does not have.
 */
public final class ReferenceExperiments {
    private static final String RESOURCE = "/experiments/reference.yaml";

    private final List<ReferenceExperiment> experiments;

    private ReferenceExperiments(List<ReferenceExperiment> experiments) {
        this.experiments = List.copyOf(experiments);
    }

    /** A row that a user has named, with the workload of its table. */
    public record Preset(String name, String stack, WorkloadChoice workload) {}

    /** Those that come with the program. */
    public static ReferenceExperiments load() {
        try (InputStream in = ReferenceExperiments.class.getResourceAsStream(RESOURCE)) {
            return parse("reference.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReferenceExperiments parse(String name, byte[] yaml) {
        var problems = new Problems(name);
        Optional<ReferenceExperiments> read = YamlDocument.root(yaml, "version, flags and experiments", problems)
                .flatMap(root -> YamlReader.<ReferenceExperiments>mapping(ReferenceExperiments::file)
                        .read(root, problems));
        if (problems.count() > 0) {
            throw new InvalidYaml(problems.inOrder());
        }
        return read.orElseThrow();
    }

    /** The tables in their order. */
    public List<ReferenceExperiment> all() {
        return experiments;
    }

    /** The table of an id. */
    public Optional<ReferenceExperiment> find(String id) {
        return experiments.stream().filter(experiment -> experiment.id().equals(id)).findFirst();
    }

    /** The ids of all tables. */
    public List<String> ids() {
        return experiments.stream().map(ReferenceExperiment::id).toList();
    }

    /**
     * The row of a name: {@code reference-2/kv-caching}, or {@code kv-caching} alone where only one table has it or
     * notebook 2 is one of them, whose run was the better one.
     *
     * @throws UserError if there is none, with the nearest, or several
     */
    public Preset preset(String name) {
        Map<String, Preset> found = new LinkedHashMap<>();
        List<String> all = new ArrayList<>();
        for (ReferenceExperiment experiment : experiments) {
            for (ReferenceRow row : experiment.rows()) {
                String full = experiment.id() + "/" + row.name();
                all.add(full);
                if (full.equals(name) || row.name().equals(name)) {
                    found.put(full, new Preset(full, row.stack().text(), experiment.workload()));
                }
            }
        }
        if (found.isEmpty()) {
            List<String> names = Stream.concat(experiments.stream()
                    .flatMap(experiment -> experiment.rows().stream().map(ReferenceRow::name)), all.stream()).toList();
            throw new UserError("There is no preset '" + name + "'.",
                    Nearest.didYouMean(name, names) + "Valid: " + String.join(", ", all) + ".");
        }
        if (found.size() > 1 && !found.containsKey("reference-2/" + name)) {
            throw new UserError("Several tables have a preset '" + name + "'.",
                    "Name one of them: " + String.join(", ", found.keySet()) + ".");
        }
        return found.getOrDefault("reference-2/" + name, found.values().iterator().next());
    }

    private static Optional<ReferenceExperiments> file(YamlMapping fields) {
        fields.required("version", YamlReader.wholeNumber());
        Map<String, String> flags = fields.required("flags", YamlReader.<Map<String, String>>mapping(each -> {
            var read = new LinkedHashMap<String, String>();
            each.keys().forEach(key -> each.required(key, YamlReader.text()).ifPresent(text -> read.put(key, text)));
            return Optional.of(read);
        })).orElse(Map.of());
        Optional<List<ReferenceExperiment>> all = fields.required("experiments",
                YamlReader.listOf(YamlReader.mapping(each -> experiment(each, flags))));
        return fields.build(() -> new ReferenceExperiments(all.orElseThrow()));
    }

    private static Optional<ReferenceExperiment> experiment(YamlMapping fields, Map<String, String> flags) {
        Optional<String> id = fields.required("id", YamlReader.text());
        Optional<String> title = fields.required("title", YamlReader.text());
        Optional<String> setting = fields.required("setting", YamlReader.text());
        Optional<WorkloadChoice> workload = fields.required("workload",
                YamlReader.mapping(each -> WorkloadReader.read(each, Path.of(""))));
        Optional<List<String>> notes = flags(fields, flags);
        Optional<List<ReferenceRow>> rows = fields.required("rows",
                YamlReader.listOf(YamlReader.mapping(each -> row(each, flags))));
        Optional<List<List<String>>> series = fields.optional("series",
                YamlReader.listOf(YamlReader.listOf(YamlReader.text())));
        return fields.build(() -> new ReferenceExperiment(id.orElseThrow(), title.orElseThrow(), setting.orElseThrow(),
                workload.orElseThrow(), notes.orElse(List.of()), rows.orElseThrow(), series.orElse(List.of())));
    }

    private static Optional<ReferenceRow> row(YamlMapping fields, Map<String, String> flags) {
        Optional<String> name = fields.required("name", YamlReader.text());
        Optional<String> title = fields.required("title", YamlReader.text());
        Optional<String> stack = fields.required("stack", YamlReader.text());
        Optional<String> model = fields.optional("model", YamlReader.text(ReferenceExperiments::target));
        Optional<Map<PublishedFigure, Double>> published = fields.optional("published",
                YamlReader.mapping(ReferenceExperiments::figures));
        Optional<List<String>> notes = flags(fields, flags);
        Optional<List<String>> combines = fields.optional("combines", YamlReader.listOf(YamlReader.text()));
        return fields.build(() -> new ReferenceRow(
                new NamedStack(name.orElseThrow(), stack.orElseThrow(), model.isPresent()), title.orElseThrow(),
                published.orElse(Map.of()), notes.orElse(List.of()), combines.orElse(List.of())));
    }

    private static Optional<Map<PublishedFigure, Double>> figures(YamlMapping fields) {
        var figures = new LinkedHashMap<PublishedFigure, Double>();
        for (String key : fields.keys()) {
            fields.required(key, YamlReader.number())
                    .ifPresent(value -> fields.build(() -> PublishedFigure.of(key))
                            .ifPresent(figure -> figures.put(figure, value)));
        }
        return Optional.of(figures);
    }

    private static Optional<List<String>> flags(YamlMapping fields, Map<String, String> flags) {
        return fields.optional("flags", YamlReader.listOf(YamlReader.text(word -> {
            if (!flags.containsKey(word)) {
                throw new IllegalArgumentException(
                        "there is no flag '" + word + "'" + Nearest.suggestion(word, flags.keySet()));
            }
            return flags.get(word);
        })));
    }

    private static String target(String word) {
        if (!word.equals("target")) {
            throw new IllegalArgumentException("model is target or left out, not '" + word + "'");
        }
        return word;
    }
}
