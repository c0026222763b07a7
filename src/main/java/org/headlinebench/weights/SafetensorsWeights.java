package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model in a Hugging Face folder: {@code config.json} and one or several safetensors files. */
final class SafetensorsWeights implements WeightFile {
    private final Path folder;
    private final SafetensorsShards shards;
    private final ModelConfiguration configuration;
    private final Map<String, TensorEntry> entries;

    private SafetensorsWeights(Path folder, ModelConfiguration configuration, SafetensorsShards shards) {
        this.folder = folder;
        this.shards = shards;
        this.configuration = configuration;
        this.entries = ModelEntries.gather(folder, configuration, this::find);
    }

    static WeightFile open(Path folder) {
        var configuration = HuggingFaceConfiguration.read(folder.resolve("config.json"));
        var shards = SafetensorsShards.open(folder);
        try {
            return new SafetensorsWeights(folder, configuration, shards);
        } catch (Throwable e) {
            shards.close();
            throw e;
        }
    }

    private Optional<TensorEntry> find(String name) {
        return shards.tensor(name)
                .map(tensor -> new TensorEntry(name, tensor.type(), tensor.shape(), tensor.bytes(),
                        RowOrder.STORED));
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public List<Path> files() {
        return shards.files();
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
    public TensorEntry tensor(String huggingFaceName) {
        return Optional.ofNullable(entries.get(huggingFaceName))
                .orElseThrow(() -> new IllegalArgumentException("no tensor " + huggingFaceName));
    }

    @Override
    public void close() {
        shards.close();
    }
}
