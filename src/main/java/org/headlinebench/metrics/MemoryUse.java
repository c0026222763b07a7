package org.headlinebench.metrics;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory of one run, in bytes. The first three are exact sizes of what the engine holds; the others are memory
 * in use where the model is, absent where it could not be read: the resident set of the worker process on a CPU, the
 * device's memory on a GPU. Loading and preparation (pruning,
 * quantizing) are kept apart from generation, so that neither hides the other's peak.
 *
 * @param weightsBytes weights in the types they are held in, without scales and zero points
 * @param scalesBytes scales and zero points of quantized weights; 0 where nothing is quantized
 * @param keyValueBytes KV cache at its largest; 0 without a cache
 * @param baseProcessBytes resident set before the model is loaded
 * @param afterLoadBytes resident set when loading and preparation are done
 * @param peakLoadBytes largest resident set seen while loading and preparing
 * @param peakGenerationBytes largest resident set seen while generating
 * @param draft the draft model's exact sizes, apart from the model's own; absent without a draft
 */
public record MemoryUse(long weightsBytes, long scalesBytes, long keyValueBytes, OptionalLong baseProcessBytes,
        OptionalLong afterLoadBytes, OptionalLong peakLoadBytes, OptionalLong peakGenerationBytes,
        Optional<Draft> draft) {

    /**
     * What a draft model takes.
     *
     * @param weightsBytes weights in the types they are held in
     * @param keyValueBytes its KV cache at its largest; 0 without a cache
     */
    public record Draft(long weightsBytes, long keyValueBytes) {
        public Draft {
            requireNotNegative("weightsBytes", weightsBytes);
            requireNotNegative("keyValueBytes", keyValueBytes);
        }
    }

    public MemoryUse {
        requireNotNegative("weightsBytes", weightsBytes);
        requireNotNegative("scalesBytes", scalesBytes);
        requireNotNegative("keyValueBytes", keyValueBytes);
        requireNotNegative("baseProcessBytes", baseProcessBytes.orElse(0));
        requireNotNegative("afterLoadBytes", afterLoadBytes.orElse(0));
        requireNotNegative("peakLoadBytes", peakLoadBytes.orElse(0));
        requireNotNegative("peakGenerationBytes", peakGenerationBytes.orElse(0));
    }

    /** The model's footprint: weights with their scales and zero points. */
    public long modelBytes() {
        return Math.addExact(weightsBytes, scalesBytes);
    }

    /** The larger of the two peaks; absent where neither was read. */
    public OptionalLong peakBytes() {
        return Stream.of(peakLoadBytes, peakGenerationBytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    private static void requireNotNegative(String name, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + bytes);
        }
    }
}
