package org.headlinebench.catalog.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.yaml.CatalogFile.DefaultModel;
import org.headlinebench.catalog.yaml.EntryReader.PlacedEntry;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.YamlDocument;
import org.headlinebench.yaml.YamlProblem;

/** Reads the catalog that comes with the program, and the user's own beside it. */
public final class CatalogLoader {
    private static final String BUNDLED = "/models.yaml";

    private CatalogLoader() {}

    /** The program's own catalog alone. */
    public static Catalog bundled() {
        return merged(List.of(bundledFile()));
    }

    /**
     * The program's catalog with the user's file laid over it: entries with a known id replace that entry, others are
     * added at the end, and its {@code default} wins.
     *
     * @param userFile need not exist
     * @throws InvalidYaml with all problems, each with file and line
     */
    public static Catalog withUserFile(Path userFile) {
        List<CatalogFile> files = new ArrayList<>(List.of(bundledFile()));
        if (Files.exists(userFile)) {
            files.add(CatalogFile.parse(userFile.toString(), read(userFile),
                    Optional.ofNullable(userFile.toAbsolutePath().getParent())));
        }
        return merged(files);
    }

    /** A single catalog text, complete in itself; {@code name} stands for it in messages. */
    static Catalog parse(String name, byte[] yaml) {
        return merged(List.of(CatalogFile.parse(name, yaml, Optional.empty())));
    }

    private static CatalogFile bundledFile() {
        try (InputStream stream = CatalogLoader.class.getResourceAsStream(BUNDLED)) {
            if (stream == null) {
                throw new IllegalStateException("models.yaml is missing from the class path");
            }
            return CatalogFile.parse("models.yaml", stream.readAllBytes(), Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException("models.yaml cannot be read from the class path", e);
        }
    }

    private static byte[] read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(YamlDocument.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UserError("The catalog " + file + " cannot be read: " + e.getMessage() + ".",
                    "Make it a readable text file, or move it away.", e);
        }
    }

    private static Catalog merged(List<CatalogFile> files) {
        Map<ModelId, PlacedEntry> entries = new LinkedHashMap<>();
        for (CatalogFile file : files) {
            file.entries().forEach(placed -> entries.put(placed.entry().id(), placed));
        }
        List<YamlProblem> problems = new ArrayList<>();
        entries.values().forEach(placed -> checkDraft(placed, entries, problems));
        Optional<ModelId> defaultId = defaultId(files, entries, problems);
        if (!problems.isEmpty()) {
            throw new InvalidYaml(problems);
        }
        return new Catalog(entries.values().stream().map(PlacedEntry::entry).toList(), defaultId.orElseThrow());
    }

    private static void checkDraft(
            PlacedEntry placed, Map<ModelId, PlacedEntry> entries, List<YamlProblem> problems) {
        CatalogEntry entry = placed.entry();
        entry.draft().ifPresent(draft -> {
            PlacedEntry other = entries.get(draft);
            if (other == null) {
                problems.add(new YamlProblem(placed.file(), placed.draftLine(), "the draft model '" + draft
                        + "' is not in the catalog" + suggestion(draft, entries)));
            } else if (other.entry().shape().vocabSize() != entry.shape().vocabSize()) {
                problems.add(new YamlProblem(placed.file(), placed.draftLine(), "the draft model '" + draft
                        + "' has another vocabulary (" + other.entry().shape().vocabSize() + " tokens) than '"
                        + entry.id() + "' (" + entry.shape().vocabSize() + ")"));
            }
        });
    }

    private static Optional<ModelId> defaultId(
            List<CatalogFile> files, Map<ModelId, PlacedEntry> entries, List<YamlProblem> problems) {
        Optional<ModelId> chosen = Optional.empty();
        for (CatalogFile file : files) {
            if (file.defaultModel().isPresent()) {
                DefaultModel model = file.defaultModel().get();
                chosen = Optional.of(model.id());
                if (!entries.containsKey(model.id())) {
                    problems.add(new YamlProblem(file.name(), model.line(), "the default model '" + model.id()
                            + "' is not in the catalog" + suggestion(model.id(), entries)));
                }
            }
        }
        if (chosen.isEmpty()) {
            problems.add(new YamlProblem(files.getFirst().name(), 1, "the key 'default' is missing"));
        }
        return chosen;
    }

    private static String suggestion(ModelId id, Map<ModelId, PlacedEntry> entries) {
        return Nearest.suggestion(id.value(), entries.keySet().stream().map(ModelId::value).toList());
    }
}
