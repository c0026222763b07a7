package org.headlinebench.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.Shown;

/**
 * All known models, in the order of {@code models.yaml}, the user's own ones last.
 *
 * @param entries with distinct ids; every draft is among them
 * @param defaultId the model used when the user names none
 */
public record Catalog(List<CatalogEntry> entries, ModelId defaultId) {
    public Catalog {
        entries = List.copyOf(entries);
        Set<ModelId> ids = new HashSet<>();
        for (CatalogEntry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new IllegalArgumentException("the model " + entry.id() + " is listed twice");
            }
        }
        if (!ids.contains(defaultId)) {
            throw new IllegalArgumentException("the default model " + defaultId + " is not in the catalog");
        }
        for (CatalogEntry entry : entries) {
            if (entry.draft().isPresent() && !ids.contains(entry.draft().get())) {
                throw new IllegalArgumentException("the draft " + entry.draft().get() + " is not in the catalog");
            }
        }
    }

    public CatalogEntry defaultEntry() {
        return require(defaultId.value());
    }

    /** The model with this id, name or Hugging Face repository; case does not matter. */
    public Optional<CatalogEntry> find(String typed) {
        return entries.stream()
                .filter(entry -> entry.id().matches(typed))
                .findFirst()
                .or(() -> entries.stream().filter(entry -> isNamed(entry, typed.strip())).findFirst());
    }

    /** @throws UnknownModel with the nearest known id */
    public CatalogEntry require(String typed) {
        return find(typed).orElseThrow(() -> unknown(typed));
    }

    /** The failure for an id that is not here: what was typed, what was probably meant, what there is. */
    public UnknownModel unknown(String typed) {
        List<String> ids = entries.stream().map(entry -> entry.id().value()).toList();
        return new UnknownModel(
                "There is no model '" + Shown.of(typed) + "' in the catalog" + Nearest.to(typed, ids)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("."),
                "Choose one of " + String.join(", ", ids)
                        + ", or give the path of a GGUF file or of a Hugging Face folder.");
    }

    private static boolean isNamed(CatalogEntry entry, String typed) {
        return entry.name().equalsIgnoreCase(typed)
                || entry.sources()
                        .stream()
                        .anyMatch(source -> source instanceof ModelSource.HubRepository hub
                                && hub.repository().equalsIgnoreCase(typed)
                                || source instanceof ModelSource.ConvertedRepository converted
                                        && converted.repository().equalsIgnoreCase(typed));
    }
}
