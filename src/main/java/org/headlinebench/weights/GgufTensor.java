package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor as a GGUF file stores it.
 *
 * @param name GGUF's name, for instance {@code blk.0.attn_q.weight}
 * @param shape slowest dimension first, [rows, columns] (GGUF itself writes the fastest first)
 * @param bytes mapped from the file
 */
public record GgufTensor(String name, TensorType type, List<Long> shape, MemorySegment bytes) {
    public GgufTensor {
        shape = List.copyOf(shape);
    }
}
