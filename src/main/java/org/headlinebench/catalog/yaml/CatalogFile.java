package org.headlinebench.catalog.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.Shown;
import org.headlinebench.catalog.yaml.EntryReader.PlacedEntry;

/**
 * What one catalog file says.
 *
 * @param defaultModel the file's choice of default, if it makes one
 */
record CatalogFile(String name, Optional<DefaultModel> defaultModel, List<PlacedEntry> entries) {

    /** The one version of the format there is. */
    private static final long VERSION = 1;

    /** Far above any catalog, far below what could hurt. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_ALIASES = 20;
    private static final int DEEPEST = 20;

    record DefaultModel(ModelId id, int line) {}

    /**
     * @param name the file in messages
     * @param folder where relative local paths start
     * @throws InvalidCatalog with every problem of the file
     */
    static CatalogFile parse(String name, byte[] bytes, Optional<Path> folder) {
        Problems problems = new Problems(name);
        Optional<CatalogFile> file = tree(bytes, problems)
                .flatMap(root -> YamlReader.<CatalogFile>mapping(
                        fields -> file(name, fields, folder, problems)).read(root, problems));
        if (problems.count() > 0) {
            throw new InvalidCatalog(problems.inOrder());
        }
        return file.orElseThrow();
    }

    private static Optional<CatalogFile> file(
            String name, YamlMapping fields, Optional<Path> folder, Problems problems) {
        EntryReader reader = new EntryReader(new SourceReader(folder));
        fields.required("version", YamlReader.wholeNumber())
                .filter(version -> version != VERSION)
                .ifPresent(version -> problems.add(fields.lineOf("version"), "this program reads version " + VERSION
                        + " of the catalog format, not " + version));
        Optional<DefaultModel> defaultModel = fields.optional("default", YamlReader.text(ModelId::new))
                .map(id -> new DefaultModel(id, fields.lineOf("default")));
        Optional<List<PlacedEntry>> entries = fields.required("models",
                YamlReader.listOf(YamlReader.mapping(entry -> reader.entry(entry, name))));
        refuseTwins(entries.orElse(List.of()), problems);
        return fields.build(() -> new CatalogFile(name, defaultModel, entries.orElseThrow()));
    }

    private static void refuseTwins(List<PlacedEntry> entries, Problems problems) {
        Map<ModelId, Integer> lines = new HashMap<>();
        for (PlacedEntry placed : entries) {
            Integer first = lines.putIfAbsent(placed.entry().id(), placed.line());
            if (first != null) {
                problems.add(placed.line(), "the id '" + placed.entry().id() + "' is already used in line " + first);
            }
        }
    }

    private static Optional<Node> tree(byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(1, "the file is larger than " + MOST_BYTES + " bytes; a catalog is a few pages of text");
            return Optional.empty();
        }
        Optional<String> text = text(bytes, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Node root = yaml().compose(new StringReader(text.get()));
            if (root == null) {
                problems.add(1, "the file is empty; it needs the keys version and models");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            problems.add(mark == null ? 1 : mark.getLine() + 1, "not valid YAML: " + firstLine(e.getProblem()));
        } catch (ReaderException e) {
            problems.add(lineAt(text.get(), e.getPosition()), "a character that YAML does not allow");
        } catch (YAMLException e) {
            problems.add(1, "not valid YAML: " + firstLine(e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(1, "not valid YAML: nested too deeply");
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setCodePointLimit(MOST_BYTES);
        limits.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits);
    }

    private static Optional<String> text(byte[] bytes, Problems problems) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
            problems.add(lineAt(before, before.length()), "not UTF-8 text");
            return Optional.empty();
        }
    }

    private static int lineAt(String text, int position) {
        return 1 + (int) text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count();
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().map(Shown::of).orElse("unknown reason");
    }
}
