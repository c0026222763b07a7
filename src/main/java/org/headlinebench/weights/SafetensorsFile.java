package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * One safetensors file: header read and validated, tensors mapped. Closing it unmaps them.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">safetensors</a>
 */
public final class SafetensorsFile implements AutoCloseable {
    private final MappedFile file;
    private final Map<String, SafetensorsTensor> tensors;

    private SafetensorsFile(MappedFile file, Map<String, SafetensorsTensor> tensors) {
        this.file = file;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Opens a file and checks everything but the weights' values.
     *
     * @throws MalformedModelFile if it breaks the format
     * @throws UnsupportedModel if it holds a tensor of an unknown type
     * @throws NotAModel if there is no such file
     */
    public static SafetensorsFile open(Path path) {
        var file = MappedFile.open(path);
        try {
            return new SafetensorsFile(file, new SafetensorsHeaderReader(file).read());
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    public Path path() {
        return file.path();
    }

    /** Tensors by name, in the order of their bytes. */
    public Map<String, SafetensorsTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        file.close();
    }
}
