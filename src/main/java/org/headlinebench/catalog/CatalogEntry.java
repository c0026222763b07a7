package org.headlinebench.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.headlinebench.failure.Shown;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.RopeScaling;

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
        FamilyName family,
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
        if (sources.stream().anyMatch(ModelSource.RandomWeights.class::isInstance)) {
            if (sources.size() > 1) {
                throw new IllegalArgumentException(
                        "a model has weights or random ones, not both: the source random stands"
                                + " alone");
            }
            if (family == FamilyName.OPT) {
                throw new IllegalArgumentException(
                        "random weights are made for llama, smollm2, mistral and qwen2 only");
            }
        }
        sizing(family, shape); // Its limits are the weights room's; a shape beyond them must not come this far.
    }

    /** Whether its files are part of the program, so that nothing must be fetched. */
    public boolean comesWithTheProgram() {
        return isShapeOnly() || sources.stream().anyMatch(ModelSource.BundledFile.class::isInstance);
    }

    /** Whether only its shape is real: weights are random, and what it writes means nothing. */
    public boolean isShapeOnly() {
        return sources.getFirst() instanceof ModelSource.RandomWeights;
    }

    /** Bytes on disk after a pull from the preferred source; empty where only that place knows. */
    public OptionalLong sizeBytes() {
        return sources.getFirst().sizeBytes();
    }

    /**
     * The configuration as far as sizes go (weights, cache, parameter count), known without the model's files.
     *
     * <p>What has no influence on any size stands at a neutral value: no rotary scaling, no token ids, an epsilon of
     * 1e-5. To run a model its own files are read.
     */
    public ModelConfiguration sizingConfiguration() {
        return sizing(family, shape);
    }

    /** All weights; a tied embedding counts once. */
    public long parameterCount() {
        return sizingConfiguration().parameterCount().total();
    }

    private static ModelConfiguration sizing(FamilyName family, ModelShape shape) {
        return new ModelConfiguration(family.decoder(), shape.vocabSize(), shape.hiddenSize(), shape.intermediateSize(),
                shape.layers(), shape.heads(), shape.kvHeads(), shape.headSize(), shape.maxPositions(), 1e-5,
                new RopeScaling.None(), shape.ropeTheta(), shape.tiedEmbeddings(), shape.attentionBias(),
                OptionalInt.empty(), OptionalInt.empty(), List.of());
    }
}
