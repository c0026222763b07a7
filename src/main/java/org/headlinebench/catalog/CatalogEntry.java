package org.headlinebench.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model of the catalog.
 *
 * @param name as shown to people
 * @param sources where it can come from, the preferred one first; at least one
 * @param promptPreset the prompt template used with this model unless the user chooses another
 * @param draft the model that can propose tokens for it; shares its tokenizer
 */
public record CatalogEntry(
        ModelId id,
        String name,
        ModelFamily family,
        List<ModelSource> sources,
        Licence licence,
        String promptPreset,
        Optional<ModelId> draft,
        ModelShape shape) {
    public CatalogEntry {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one source");
        }
        if (name.isBlank() || name.length() > 100 || !name.equals(Shown.of(name).strip())) {
            throw new IllegalArgumentException("a name is one line of 1 to 80 characters");
        }
        if (!promptPreset.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("'" + Shown.of(promptPreset) + "' is not a prompt preset's name");
        }
        if (draft.isPresent() && draft.get().equals(id)) {
            throw new IllegalArgumentException("a model cannot be its own draft");
        }
    }

    /** Bytes on disk after a pull from the preferred source; empty where only that place knows. */
    public OptionalLong sizeBytes() {
        return sources.getFirst().sizeBytes();
    }
}
