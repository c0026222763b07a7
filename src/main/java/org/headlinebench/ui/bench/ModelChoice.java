package org.headlinebench.ui.bench;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A model that can be chosen.
 *
 * @param id           catalog id, or the path of a local model: what a run's setup names
 * @param name         as shown
 * @param family       architecture family, may be empty where unknown
 * @param sizeBytes    on disk, or of the download; absent where unknown
 * @param installed    whether it is on this machine; otherwise a run downloads it first
 * @param licence      its short name, may be empty where unknown
 * @param gated        whether its publisher asks for consent before a download
 * @param promptPreset name of the prompt template that suits it
 */
public record ModelChoice(String id, String name, String family, OptionalLong sizeBytes, boolean installed,
        String licence, boolean gated, String promptPreset) {
    public ModelChoice {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(sizeBytes, "sizeBytes");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(promptPreset, "promptPreset");
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a model has an id and a name");
        }
    }
}
