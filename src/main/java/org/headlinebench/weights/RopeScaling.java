package org.headlinebench.weights;

import java.util.List;

/**
 * How the rotary frequencies {@code theta^(-2i/headSize)} are stretched for contexts longer than the first training.
 */
public sealed interface RopeScaling {
    /** Frequencies as they are. */
    record None() implements RopeScaling {}

    /** Every frequency divided by {@code factor}. */
    record Linear(double factor) implements RopeScaling {
        public Linear {
            requirePositive("factor", factor);
        }
    }

    /**
     * Llama 3.1's rule (transformers {@code _compute_llama3_parameters}): wavelengths longer than
     * {@code originalMaxPositions / lowFreqFactor} are stretched by {@code factor}, those shorter than
     * {@code originalMaxPositions / highFreqFactor} stay, those between are blended.
     */
    record Llama3(double factor, double lowFreqFactor, double highFreqFactor, int originalMaxPositions)
            implements
                RopeScaling {
        public Llama3 {
            requirePositive("factor", factor);
            requirePositive("low_freq_factor", lowFreqFactor);
            requirePositive("high_freq_factor", highFreqFactor);
            requirePositive("original_max_position_embeddings", originalMaxPositions);
            if (highFreqFactor <= lowFreqFactor) {
                throw new IllegalArgumentException("high_freq_factor must be above low_freq_factor");
            }
        }
    }

    /**
     * One divisor per frequency, as GGUF files store Llama 3's rule ({@code rope_freqs.weight}, {@code headSize / 2}
     * values).
     */
    record Factors(List<Float> divisors) implements RopeScaling {
        public Factors {
            divisors = List.copyOf(divisors);
            for (float divisor : divisors) {
                requirePositive("rope_freqs.weight", divisor);
            }
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a positive number, but is " + value);
        }
    }
}
