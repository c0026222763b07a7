package org.headlinebench.catalog.yaml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.yaml.EntryReader.PlacedEntry;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/**
 * What one catalog file says.
 *
 * @param defaultModel the file's choice of default, if it makes one
 */
record CatalogFile(String name, Optional<DefaultModel> defaultModel, List<PlacedEntry> entries) {

    /** The one version of the format there is. */
    private static final long VERSION = 1;

    record DefaultModel(ModelId id, int line) {}

    /**
     * @param name the file in messages
     * @param folder where relative local paths start
     * @throws InvalidYaml with every problem of the file
     */
    static CatalogFile parse(String name, byte[] bytes, Optional<Path> folder) {
        Problems problems = new Problems(name);
        Optional<CatalogFile> file = YamlDocument.root(bytes, "the keys version and models", problems)
                .flatMap(root -> YamlReader.<CatalogFile>mapping(
                        fields -> file(name, fields, folder, problems)).read(root, problems));
        if (problems.count() > 0) {
            throw new InvalidYaml(problems.inOrder());
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
}
