package org.headlinebench.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A model of which only the shape is real: a folder with a configuration that names a seed in place of weights. Speed,
 * memory and scaling depend on the shape alone; what such a model writes means nothing.
 */
public final class RandomModel implements WeightFile {
    /** The key of {@code config.json} that makes a folder such a model. */
    public static final String SEED_KEY = "random_weights_seed";
    /** The file of a folder that lends it its tokenizer. */
    public static final String TOKENIZER = "tokenizer.gguf";

    private final Path folder;
    private final ModelConfiguration configuration;
    private final long seed;
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

    private RandomModel(Path folder, ModelConfiguration configuration, long seed) {
        this.folder = folder;
        this.configuration = configuration;
        this.seed = seed;
        ModelTensors.of(configuration)
                .forEach((name, shape) -> entries.put(name, new TensorEntry(name,
                        RandomNumbers.of(seed, name, shape.getLast(), shape.size() == 1), shape)));
    }

    /** Whether a folder holds such a model. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(TOKENIZER)) && Files.isRegularFile(config(folder));
    }

    static Optional<WeightFile> open(Path folder) {
        if (!isAt(folder)) {
            return Optional.empty();
        }
        int seed = JsonFields.read(config(folder))
                .whole(SEED_KEY)
                .orElseThrow(() -> new MalformedModelFile(config(folder), "it lacks the key '" + SEED_KEY + "'",
                        "Delete the folder; it is made anew.", null));
        return Optional.of(new RandomModel(folder, HuggingFaceConfiguration.read(config(folder)), seed));
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public List<Path> files() {
        return List.of(config(folder));
    }

    @Override
    public ModelConfiguration configuration() {
        return configuration;
    }

    @Override
    public Set<String> names() {
        return entries.keySet();
    }

    @Override
    public TensorEntry tensor(String name) {
        return Optional.ofNullable(entries.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no tensor " + name));
    }

    @Override
    public OptionalLong randomSeed() {
        return OptionalLong.of(seed);
    }

    @Override
    public void close() {
        // Nothing is mapped.
    }

    private static Path config(Path folder) {
        return folder.resolve("config.json");
    }
}
