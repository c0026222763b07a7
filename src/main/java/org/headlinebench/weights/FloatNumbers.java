package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;

/** Rounds float32 numbers to other types as {@link TensorEntry#readInto} does. */
public final class FloatNumbers {
    private FloatNumbers() {}

    /**
     * Writes numbers in the machine's byte order.
     *
     * @param target F32, F16 or BF16
     * @param count  numbers, the first of {@code numbers}
     */
    public static void write(float[] numbers, int count, TensorType target, MemorySegment destination) {
        Dequantizer.read(TensorType.F32, MemorySegment.ofArray(numbers), target, destination, count);
    }
}
