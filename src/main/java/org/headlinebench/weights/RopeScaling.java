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
     * A base that grows with the sequence (transformers {@code _compute_dynamic_ntk_parameters}): the model's own up to
     * the trained length, beyond it so large that the slowest frequency is stretched as the sequence is.
     */
    record DynamicNtk(double factor, int originalMaxPositions) implements RopeScaling {
        public DynamicNtk {
            requirePositive("factor", factor);
            requirePositive("max_position_embeddings", originalMaxPositions);
        }
    }

    /**
     * YaRN (Peng et al. 2023; transformers {@code _compute_yarn_parameters}): frequencies that turn less than
     * {@code betaSlow} times in the trained length are divided by {@code factor}, those that turn more than
     * {@code betaFast} times stay, those between are blended; cosines and sines are multiplied by
     * {@code attentionFactor}.
     *
     * @param truncate whether the bounds of the blend are rounded to whole frequencies
     */
    record Yarn(double factor, int originalMaxPositions, double betaSlow, double betaFast, double attentionFactor,
            boolean truncate) implements RopeScaling {
        public Yarn {
            requirePositive("factor", factor);
            requirePositive("original_max_position_embeddings", originalMaxPositions);
            requirePositive("beta_slow", betaSlow);
            requirePositive("beta_fast", betaFast);
            requirePositive("attention_factor", attentionFactor);
        }

        /** With the paper's attention factor. */
        public static Yarn of(double factor, int originalMaxPositions, double betaSlow, double betaFast) {
            return new Yarn(factor, originalMaxPositions, betaSlow, betaFast, attentionFactor(factor, 1), true);
        }

        static double attentionFactor(double factor, double scale) {
            return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
        }
    }

    /** What cosines and sines are multiplied by. */
    default double attentionScale() {
        return this instanceof Yarn yarn ? yarn.attentionFactor() : 1;
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
