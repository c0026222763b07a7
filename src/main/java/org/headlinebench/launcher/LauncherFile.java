package org.headlinebench.launcher;

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

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** The user's launchers, a YAML file. Changes leave all other lines of it, comments too, as they were. */
public final class LauncherFile {
    private static final String HEADER = """
            # Where else workers can run; see "Workers elsewhere" in the README.
            launchers:
            """;

    /** @param line at which the entry begins, from 1 */
    private record Entry(Launcher launcher, int line) {}

    private final Path file;

    public LauncherFile(Path file) {
        this.file = file;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * All launchers in the file's order; none where there is no file.
     *
     * @throws InvalidYaml with every problem of the file, each with its line
     */
    public List<Launcher> read() {
        return entries(text()).stream().map(Entry::launcher).toList();
    }

    /**
     * Adds a launcher at the end.
     *
     * @throws UserError if there is one of that name already
     */
    public void add(Launcher launcher) {
        String before = text();
        List<Launcher> all = new ArrayList<>(entries(before).stream().map(Entry::launcher).toList());
        if (all.stream().anyMatch(known -> known.name().equals(launcher.name()))) {
            throw new UserError("There is a launcher '" + launcher.name() + "' already.",
                    "Choose another name, or remove it first: headline-bench launchers remove " + launcher.name()
                            + ".");
        }
        all.add(launcher);
        String begin = before.isBlank() || all.size() == 1 && !before.contains("launchers:") ? before + HEADER : before;
        if (all.size() == 1) {
            begin = begin.replaceFirst("(?m)^launchers: *\\[] *$", "launchers:");
        }
        write((begin.endsWith("\n") ? begin : begin + "\n") + entry(launcher), all);
    }

    /**
     * Takes a launcher out.
     *
     * @throws UserError if there is none of that name
     */
    public void remove(String name) {
        String before = text();
        List<Entry> entries = entries(before);
        int index = entries.stream().map(entry -> entry.launcher().name()).toList().indexOf(name);
        if (index < 0) {
            throw unknown(name, entries.stream().map(Entry::launcher).toList());
        }
        List<String> lines = new ArrayList<>(before.lines().toList());
        int from = entries.get(index).line() - 1;
        int end = index + 1 < entries.size() ? entries.get(index + 1).line() - 1 : lines.size();
        // What stands before the next entry belongs to that one.
        while (end > from + 1 && lines.get(end - 1).matches("\\s*(#.*)?")) {
            end--;
        }
        lines.subList(from, end).clear();
        var left = new ArrayList<>(entries.stream().map(Entry::launcher).toList());
        left.remove(index);
        String text = String.join("\n", lines) + "\n";
        write(left.isEmpty() ? text.replaceFirst("(?m)^launchers: *$", "launchers: []") : text, left);
    }

    static UserError unknown(String name, List<Launcher> known) {
        return new UserError("There is no launcher '" + name + "'.",
                known.isEmpty()
                        ? "Add it: headline-bench launchers add " + (name.matches("[A-Za-z0-9._-]+") ? name : "NAME")
                                + " -- ssh HOST."
                        : Nearest.hint(name, known.stream().map(Launcher::name).toList()));
    }

    private static String entry(Launcher launcher) {
        return "  - name: " + quoted(launcher.name()) + "\n    command: "
                + quoted(CommandWords.text(launcher.command()))
                + "\n"
                + (launcher.program().equals(Launcher.DEFAULT_PROGRAM)
                        ? ""
                        : "    program: " + quoted(CommandWords.text(launcher.program())) + "\n");
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9._/ @=-]*") && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                ? text
                : "'" + text.replace("'", "''") + "'";
    }

    private String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    private List<Entry> entries(String text) {
        if (text.lines().allMatch(line -> line.matches("\\s*(#.*)?"))) {
            return List.of();
        }
        var problems = new Problems(file.toString());
        Optional<List<Entry>> entries = YamlDocument
                .root(text.getBytes(StandardCharsets.UTF_8), "the key launchers", problems)
                .flatMap(root -> YamlReader.<List<Entry>>mapping(
                        fields -> fields.required("launchers", YamlReader.listOf(YamlReader.mapping(this::launcher))))
                        .read(root, problems));
        Set<String> names = new HashSet<>();
        for (Entry entry : entries.orElse(List.of())) {
            if (!names.add(entry.launcher().name())) {
                problems.add(entry.line(), "the name '" + entry.launcher().name() + "' appears twice");
            }
        }
        if (problems.count() > 0) {
            throw new InvalidYaml(problems.inOrder());
        }
        return entries.orElseThrow();
    }

    private Optional<Entry> launcher(YamlMapping fields) {
        Optional<String> name = fields.required("name", YamlReader.text(Launcher::checkedName));
        Optional<List<String>> command = fields.required("command", YamlReader.text(CommandWords::parse));
        Optional<List<String>> program = fields.optional("program", YamlReader.text(CommandWords::parse));
        return fields.build(() -> new Entry(
                new Launcher(name.orElseThrow(), command.orElseThrow(), program.orElse(Launcher.DEFAULT_PROGRAM)),
                fields.line()));
    }

    /** Only if the text says what was meant; an unusual layout of the user's is not spoilt. */
    private void write(String text, List<Launcher> meant) {
        List<Launcher> read;
        try {
            read = entries(text).stream().map(Entry::launcher).toList();
        } catch (InvalidYaml unusual) {
            read = List.of();
        }
        if (!read.equals(meant)) {
            throw new UserError(file + " is laid out in a way that this program cannot change without spoiling it.",
                    "Change it with an editor: a list of name, command and program below the key launchers.");
        }
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
    }
}
