package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.ModelShape;
import org.headlinebench.catalog.ModelSource.RandomWeights;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.weights.RandomModel;

/** Writes down a model of which only the shape is real: its configuration, and the tokenizer of a bundled model. */
final class ShapeFolder {
    private final Function<String, Optional<InputStream>> resources;

    ShapeFolder(Function<String, Optional<InputStream>> resources) {
        this.resources = resources;
    }

    /** The folder, if the shape in it is the entry's. */
    static Optional<Path> locate(CatalogEntry entry, RandomWeights source, Path folder) {
        try {
            Path config = folder.resolve("config.json");
            boolean isThere = RandomModel.isAt(folder) && Files.readString(config).equals(config(entry, source));
            return isThere ? Optional.of(folder) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    void write(CatalogEntry entry, RandomWeights source, Path folder) {
        try (InputStream tokenizer = resources.apply(BundledFetcher.PREFIX + RandomWeights.TOKENIZER)
                .orElseThrow(() -> new PullError(PullError.Reason.MISSING_LOCALLY,
                        "This copy of the program lacks the bundled model whose tokenizer " + entry.id() + " uses.",
                        "Install the program again."))) {
            Files.createDirectories(folder);
            Path part = folder.resolve(RandomModel.TOKENIZER + ".part");
            Files.copy(tokenizer, part, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve("config.json"), config(entry, source));
            Files.move(part, folder.resolve(RandomModel.TOKENIZER), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw PullError.disk(folder, e);
        }
    }

    private static String config(CatalogEntry entry, RandomWeights source) {
        ModelShape shape = entry.shape();
        return String.format(Locale.ROOT, """
                {
                  "architectures": ["%s"],
                  "vocab_size": %d,
                  "hidden_size": %d,
                  "intermediate_size": %d,
                  "num_hidden_layers": %d,
                  "num_attention_heads": %d,
                  "num_key_value_heads": %d,
                  "head_dim": %d,
                  "max_position_embeddings": %d,
                  "rms_norm_eps": 1e-05,
                  "rope_theta": %s,
                  "tie_word_embeddings": %s,
                  "sliding_window": null,
                  "%s": %d
                }
                """, entry.family().decoder().architecture(), shape.vocabSize(), shape.hiddenSize(),
                shape.intermediateSize(), shape.layers(), shape.heads(), shape.kvHeads(), shape.headSize(),
                shape.maxPositions(), shape.ropeTheta(), shape.tiedEmbeddings(), RandomModel.SEED_KEY, source.seed());
    }
}
