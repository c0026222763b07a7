package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An opened model of either format: what its configuration needs, found among what its files store. */
final class MappedModel implements WeightFile {
    private final Path path;
    private final List<Path> files;
    private final ModelConfiguration configuration;
    private final Map<String, TensorEntry> entries;
    private final Runnable unmap;

    private MappedModel(Path path, List<Path> files, ModelConfiguration configuration,
            Function<String, Optional<TensorEntry>> find, Runnable unmap) {
        this.path = path;
        this.files = List.copyOf(files);
        this.configuration = configuration;
        this.entries = ModelEntries.gather(path, configuration, find);
        this.unmap = unmap;
    }

    static WeightFile openGguf(Path path) {
        var file = GgufFile.open(path);
        try {
            var configuration = GgufConfiguration.read(file);
            return new MappedModel(path, List.of(path), configuration,
                    name -> GgufNames.find(file, configuration, name), file::close);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    static WeightFile openFolder(Path folder) {
        var configuration = HuggingFaceConfiguration.read(folder.resolve("config.json"));
        var shards = SafetensorsShards.open(folder);
        try {
            return new MappedModel(folder, shards.files(), configuration,
                    name -> shards.find(configuration.family(), name), shards::close);
        } catch (Throwable e) {
            shards.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public List<Path> files() {
        return files;
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
        unmap.run();
    }
}
