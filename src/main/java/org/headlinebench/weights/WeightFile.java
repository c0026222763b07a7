package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An opened model: its configuration and all tensors that its family needs, validated, under Hugging Face's names
 * whatever the format. Tensors are mapped from disk; nothing is read before it is asked for. Closing it unmaps them.
 */
public interface WeightFile extends AutoCloseable {
    /** The GGUF file, or the folder. */
    Path path();

    /** Every file that holds weights: the GGUF file, or the safetensors shards. */
    List<Path> files();

    ModelConfiguration configuration();

    /** Names of all tensors, for instance {@code model.embed_tokens.weight}, {@code lm_head.weight} if not tied. */
    Set<String> names();

    /**
     * The tensor of a name out of {@link #names()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    TensorEntry tensor(String huggingFaceName);

    /** The seed of weights that are made up, see {@link RandomModel}; empty for those of a real model. */
    default OptionalLong randomSeed() {
        return OptionalLong.empty();
    }

    /** Bytes of all tensors as stored. */
    default long storedBytes() {
        return names().stream().mapToLong(name -> tensor(name).bytes().byteSize()).sum();
    }

    @Override
    void close();
}
