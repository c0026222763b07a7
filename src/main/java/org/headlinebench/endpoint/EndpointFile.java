package org.headlinebench.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** The user's named endpoints, a YAML file. Changes leave all other lines of it, comments too, as they were. */
public final class EndpointFile {
    private static final String HEADER = """
            # Servers by name, for run --endpoint NAME; see docs/endpoints.md. Keys stay in environment variables.
            endpoints:
            """;

    /** @param line at which the entry begins, from 1 */
    private record Entry(NamedEndpoint endpoint, int line) {}

    private final Path file;

    public EndpointFile(Path file) {
        this.file = file;
    }

    /**
     * All endpoints in the file's order; none where there is no file.
     *
     * @throws InvalidYaml with every problem of the file, each with its line
     */
    public List<NamedEndpoint> read() {
        return endpoints(text());
    }

    /**
     * The endpoint of that name.
     *
     * @throws UserError if there is none
     */
    public NamedEndpoint named(String name) {
        List<NamedEndpoint> all = read();
        return all.stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, all));
    }

    /**
     * Adds an endpoint at the end.
     *
     * @throws UserError if there is one of that name already
     */
    public void add(NamedEndpoint endpoint) {
        String before = text();
        List<NamedEndpoint> all = new ArrayList<>(endpoints(before));
        if (all.stream().anyMatch(known -> known.name().equals(endpoint.name()))) {
            throw new UserError("There is an endpoint '" + endpoint.name() + "' already.",
                    "Choose another name, or remove it first: headline-bench endpoints remove " + endpoint.name()
                            + ".");
        }
        boolean first = all.isEmpty();
        all.add(endpoint);
        String kept = first ? before.replaceFirst("(?m)^endpoints:.*\\R?", "") : before;
        String begin = kept.isEmpty() || kept.endsWith("\n") ? kept : kept + "\n";
        write(begin + (first ? HEADER : "") + entry(endpoint) + "\n", all);
    }

    /**
     * Takes an endpoint out.
     *
     * @throws UserError if there is none of that name
     */
    public void remove(String name) {
        String before = text();
        List<Entry> entries = entries(before);
        Entry found = entries.stream()
                .filter(entry -> entry.endpoint().name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, endpoints(before)));
        List<String> lines = new ArrayList<>(before.lines().toList());
        lines.remove(found.line() - 1);
        // An entry laid out by hand may go on below, further in than its dash.
        while (found.line() <= lines.size() && lines.get(found.line() - 1).matches("\\s+[^\\s#-].*")) {
            lines.remove(found.line() - 1);
        }
        List<NamedEndpoint> left = entries.stream().filter(entry -> entry != found).map(Entry::endpoint).toList();
        String text = String.join("\n", lines) + "\n";
        write(left.isEmpty() ? text.replaceFirst("(?m)^endpoints: *$", "endpoints: []") : text, left);
    }

    private static UserError unknown(String name, List<NamedEndpoint> known) {
        return new UserError("There is no endpoint '" + name + "'.",
                known.isEmpty()
                        ? "Give an address such as http://127.0.0.1:8000/v1, or add it: headline-bench endpoints add."
                        : Nearest.hint(name, known.stream().map(NamedEndpoint::name).toList()));
    }

    /** In one line, quoted where YAML asks for it. */
    private static String entry(NamedEndpoint endpoint) {
        return "  - {name: " + quoted(endpoint.name()) + ", url: " + quoted(endpoint.base()) + ", model: "
                + quoted(endpoint.model()) + endpoint.keyVariable().map(name -> ", key: " + quoted(name)).orElse("")
                + "}";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    private List<NamedEndpoint> endpoints(String text) {
        return entries(text).stream().map(Entry::endpoint).collect(Collectors.toUnmodifiableList());
    }

    private List<Entry> entries(String text) {
        if (text.lines().allMatch(line -> line.matches("\\s*(#.*)?"))) {
            return List.of();
        }
        var problems = new Problems(file.toString());
        Optional<List<Entry>> entries = YamlDocument
                .root(text.getBytes(StandardCharsets.UTF_8), "the key endpoints", problems)
                .flatMap(root -> YamlReader.<List<Entry>>mapping(
                        fields -> fields.required("endpoints", YamlReader.listOf(YamlReader.mapping(this::endpoint))))
                        .read(root, problems));
        Set<String> names = new HashSet<>();
        for (Entry entry : entries.orElse(List.of())) {
            if (!names.add(entry.endpoint().name())) {
                problems.add(entry.line(), "the name '" + entry.endpoint().name() + "' appears twice");
            }
        }
        if (problems.count() > 0) {
            throw new InvalidYaml(problems.inOrder());
        }
        return entries.orElseThrow();
    }

    private Optional<Entry> endpoint(YamlMapping fields) {
        Optional<String> name = fields.required("name", YamlReader.text());
        Optional<String> url = fields.required("url", YamlReader.text());
        Optional<String> model = fields.required("model", YamlReader.text());
        Optional<String> key = fields.optional("key", YamlReader.text());
        return fields.build(() -> new Entry(
                new NamedEndpoint(name.orElseThrow(), url.orElseThrow(), model.orElseThrow(), key), fields.line()));
    }

    /** Only if the text says what was meant; an unusual layout of the user's is not spoilt. */
    private void write(String text, List<NamedEndpoint> meant) {
        List<NamedEndpoint> read;
        try {
            read = endpoints(text);
        } catch (InvalidYaml unusual) {
            read = List.of();
        }
        if (!read.equals(meant)) {
            throw new UserError(file + " is laid out in a way that this program cannot change without spoiling it.",
                    "Change it with an editor: a list of name, url, model and key below the key endpoints.");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
    }
}
