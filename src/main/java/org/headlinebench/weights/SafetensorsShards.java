package org.headlinebench.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The safetensors files of a folder, as {@code model.safetensors.index.json} lists them, or the only one. */
final class SafetensorsShards implements AutoCloseable {
    static final String INDEX = "model.safetensors.index.json";
    static final String SINGLE = "model.safetensors";

    private static final String WHOLE = "model.";

    private final List<SafetensorsFile> shards = new ArrayList<>();
    private final Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();

    private SafetensorsShards() {}

    static SafetensorsShards open(Path folder) {
        var opened = new SafetensorsShards();
        try {
            if (Files.exists(folder.resolve(INDEX))) {
                opened.openIndexed(folder, folder.resolve(INDEX));
            } else {
                var shard = opened.openShard(folder.resolve(SINGLE));
                opened.tensors.putAll(shard.tensors());
            }
            return opened;
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    /** Files that were saved from the bare decoder lack the first word of its tensors' names. */
    Optional<TensorEntry> find(ModelFamily family, String name) {
        var bare = family == ModelFamily.OPT && name.startsWith(WHOLE) ? name.substring(WHOLE.length()) : name;
        return Optional.ofNullable(tensors.getOrDefault(name, tensors.get(bare)))
                .map(tensor -> new TensorEntry(name, tensor.type(), tensor.shape(),
                        tensor.bytes(), RowOrder.STORED));
    }

    List<Path> files() {
        return shards.stream().map(SafetensorsFile::path).toList();
    }

    private void openIndexed(Path folder, Path index) {
        var weightMap = JsonFields.read(index)
                .object("weight_map")
                .orElseThrow(() -> new MalformedModelFile(index, "key 'weight_map' is missing"));
        var byFile = new LinkedHashMap<String, SafetensorsFile>();
        for (var name : weightMap.keys()) {
            var fileName = weightMap.text(name).orElseThrow(() -> weightMap.wrong(name, "is null"));
            var shard = byFile.get(fileName);
            if (shard == null) {
                shard = openShard(inside(folder, index, name, fileName));
                byFile.put(fileName, shard);
            }
            var tensor = shard.tensors().get(name);
            if (tensor == null) {
                throw new MalformedModelFile(index,
                        "it says that tensor '" + name + "' is in " + fileName + ", but it is not");
            }
            tensors.put(name, tensor);
        }
    }

    /** Only plain names: an index must not reach outside its folder. */
    private static Path inside(Path folder, Path index, String tensor, String fileName) {
        boolean plain = fileName.endsWith(".safetensors") && fileName.chars()
                .allMatch(c -> c > ' ' && c < 127 && c != '/' && c != '\\' && c != ':' && c != '*' && c != '?');
        if (!plain) {
            throw new MalformedModelFile(index, "tensor '" + tensor + "' is said to be in '" + fileName
                    + "', which is no safetensors file of that folder");
        }
        var shard = folder.resolve(fileName);
        if (!Files.exists(shard)) {
            throw new NotAModel("The model " + folder + " is incomplete: " + fileName + " is missing.",
                    "Fetch the missing file, or the whole model again.");
        }
        return shard;
    }

    private SafetensorsFile openShard(Path path) {
        var shard = SafetensorsFile.open(path);
        shards.add(shard);
        return shard;
    }

    @Override
    public void close() {
        shards.forEach(SafetensorsFile::close);
        shards.clear();
    }
}
