package org.headlinebench.weights;

/** Inverse frequencies of the rotary position embedding, as transformers computes them ({@code modeling_rope_utils}). */
final class RotaryFrequencies {
    private RotaryFrequencies() {}

    static float[] of(int headSize, double theta, RopeScaling scaling) {
        var frequencies = new float[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            var plain = (float) (1 / Math.pow(theta, 2.0 * i / headSize));
            frequencies[i] = switch (scaling) {
                case RopeScaling.None _ -> plain;
                case RopeScaling.Linear(double factor) -> (float) (plain / factor);
                case RopeScaling.Llama3 rule -> llama3(plain, rule);
                case RopeScaling.Factors(var divisors) -> plain / divisors.get(i);
            };
        }
        return frequencies;
    }

    private static float llama3(float plain, RopeScaling.Llama3 rule) {
        double wavelength = 2 * Math.PI / plain;
        if (wavelength > rule.originalMaxPositions() / rule.lowFreqFactor()) {
            return (float) (plain / rule.factor());
        }
        if (wavelength < rule.originalMaxPositions() / rule.highFreqFactor()) {
            return plain;
        }
        double blend = (rule.originalMaxPositions() / wavelength - rule.lowFreqFactor())
                / (rule.highFreqFactor() - rule.lowFreqFactor());
        return (float) ((1 - blend) * plain / rule.factor() + blend * plain);
    }
}
