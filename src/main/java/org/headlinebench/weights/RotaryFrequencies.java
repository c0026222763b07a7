package org.headlinebench.weights;

/** Inverse frequencies of the rotary position embedding, as transformers computes them ({@code modeling_rope_utils}). */
final class RotaryFrequencies {
    private RotaryFrequencies() {}

    /** @param tokens of the longest sequence, which only {@link RopeScaling.DynamicNtk} looks at */
    static float[] of(int headSize, double theta, RopeScaling scaling, int tokens) {
        var frequencies = new float[headSize / 2];
        double base = scaling instanceof RopeScaling.DynamicNtk rule ? base(headSize, theta, rule, tokens) : theta;
        for (int i = 0; i < frequencies.length; i++) {
            var plain = (float) (1 / Math.pow(base, 2.0 * i / headSize));
            frequencies[i] = switch (scaling) {
                case RopeScaling.None _,RopeScaling.DynamicNtk _ -> plain;
                case RopeScaling.Yarn rule -> yarn(plain, i, headSize, theta, rule);
                case RopeScaling.Linear(double factor) -> (float) (plain / factor);
                case RopeScaling.Llama3 rule -> llama3(plain, rule);
                case RopeScaling.Factors(var divisors) -> plain / divisors.get(i);
            };
        }
        return frequencies;
    }

    private static double base(int headSize, double theta, RopeScaling.DynamicNtk rule, int tokens) {
        double length = Math.max(tokens, rule.originalMaxPositions());
        double stretch = rule.factor() * length / rule.originalMaxPositions() - (rule.factor() - 1);
        return theta * Math.pow(stretch, headSize / (headSize - 2.0));
    }

    private static float yarn(float plain, int i, int headSize, double theta, RopeScaling.Yarn rule) {
        double from = turning(rule.betaFast(), headSize, theta, rule);
        double to = turning(rule.betaSlow(), headSize, theta, rule);
        double low = Math.max(rule.truncate() ? Math.floor(from) : from, 0);
        double high = Math.min(rule.truncate() ? Math.ceil(to) : to, headSize - 1);
        double width = low == high ? 0.001 : high - low;
        double divided = Math.clamp((i - low) / width, 0, 1);
        return (float) (plain / rule.factor() * divided + plain * (1 - divided));
    }

    /** The index of the frequency that turns so many times in the trained length. */
    private static double turning(double times, int headSize, double theta, RopeScaling.Yarn rule) {
        return headSize * Math.log(rule.originalMaxPositions() / (times * 2 * Math.PI)) / (2 * Math.log(theta));
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
