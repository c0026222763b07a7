package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model in one GGUF file. */
final class GgufWeights implements WeightFile {
    private final GgufFile file;
    private final ModelConfiguration configuration;
    private final Map<String, TensorEntry> entries;

    private GgufWeights(GgufFile file) {
        this.file = file;
        this.configuration = GgufConfiguration.read(file);
        this.entries = ModelEntries.gather(file.path(), configuration, this::find);
    }

    static WeightFile open(Path path) {
        var file = GgufFile.open(path);
        try {
            return new GgufWeights(file);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private Optional<TensorEntry> find(String name) {
        return Optional.ofNullable(file.tensors().get(GgufNames.of(name)))
                .map(tensor -> new TensorEntry(name, tensor.type(), tensor.shape(), tensor.bytes(), order(name)));
    }

    private RowOrder order(String name) {
        boolean interleaved = configuration.family() != ModelFamily.QWEN2
                && (name.contains(".q_proj.") || name.contains(".k_proj."));
        return interleaved ? new RowOrder(configuration.headSize()) : RowOrder.STORED;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
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
        file.close();
    }
}
