package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * A GGUF file, version 2 or 3, little-endian: metadata and tensor directory read and validated, tensors mapped.
 * Closing it unmaps them.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>
 */
public final class GgufFile implements AutoCloseable {
    private final MappedFile file;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    private GgufFile(MappedFile file, GgufMetadata metadata, Map<String, GgufTensor> tensors) {
        this.file = file;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Opens a file and checks everything but the weights' values.
     *
     * @throws MalformedModelFile if it breaks the format
     * @throws UnsupportedModel if it holds a tensor of a type that cannot be read
     * @throws NotAModel if there is no such file
     */
    public static GgufFile open(Path path) {
        var file = MappedFile.open(path);
        try {
            var cursor = new GgufCursor(file);
            var header = GgufHeader.read(cursor);
            var metadata = new GgufMetadata(path, new GgufMetadataReader(cursor).read(header.metadataCount()));
            var tensors = new GgufDirectoryReader(file, cursor, metadata).read(header.tensorCount());
            return new GgufFile(file, metadata, tensors);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    public Path path() {
        return file.path();
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /** Tensors by GGUF's name, in the file's order. */
    public Map<String, GgufTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        file.close();
    }
}
