package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor as a safetensors file stores it.
 *
 * @param bytes mapped from the file
 */
public record SafetensorsTensor(String name, TensorType type, List<Long> shape, MemorySegment bytes) {
    public SafetensorsTensor {
        shape = List.copyOf(shape);
    }
}
