package org.headlinebench.engine;

import java.util.List;
import java.util.Locale;

import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Rope;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;

/** Whether the angles in a loaded model's tensors are those of the stack's rotary scaling, and no longer the model's own. */
final class RopeProof {
    private RopeProof() {}

    static List<String> of(Stack stack, ModelConfiguration trained, int contextTokens, PositionTable seen) {
        Rope rope = stack.rope();
        String written = "rope=" + rope.choice().text();
        double[] wanted = sines(rope.appliedTo(trained), contextTokens);
        double[] own = sines(trained, contextTokens);
        double rounding = stack.precision() == Precision.FLOAT32 ? 1e-4 : 1.0 / 128;
        int changed = 0;
        int distinct = 0;
        ProofOfEffect.require(seen.sines().length == wanted.length, written,
                "the table has " + seen.sines().length + " frequencies, " + wanted.length + " should be");
        for (int i = 0; i < wanted.length; i++) {
            ProofOfEffect.require(near(seen.sines()[i], wanted[i], rounding), written, String.format(Locale.ROOT,
                    "frequency %d has the sine %.6f at position 1, %.6f should be", i, seen.sines()[i], wanted[i]));
            distinct += near(wanted[i], own[i], 2 * rounding) ? 0 : 1;
            changed += near(seen.sines()[i], own[i], rounding) ? 0 : 1;
        }
        ProofOfEffect.require(changed >= distinct, written, changed + " frequencies differ from the model's own, "
                + distinct + " should");
        boolean beyond = rope.logn() && contextTokens > rope.trained(trained);
        ProofOfEffect.require(beyond == seen.queryScale() > 1, written,
                "a query at the last position is multiplied by " + seen.queryScale());
        return List
                .of(String.format(Locale.ROOT, "%s: %d of %d rotary frequencies in the model's tensors are stretched%s",
                        written, changed, wanted.length, beyond
                                ? String.format(Locale.ROOT, ", queries multiplied by up to %.3f", seen.queryScale())
                                : ""));
    }

    private static double[] sines(ModelConfiguration model, int contextTokens) {
        float[] frequencies = model.inverseFrequencies(contextTokens);
        double[] sines = new double[frequencies.length];
        for (int i = 0; i < sines.length; i++) {
            sines[i] = model.ropeScaling().attentionScale() * Math.sin(frequencies[i]);
        }
        return sines;
    }

    private static boolean near(double one, double other, double share) {
        return Math.abs(one - other) <= share * Math.max(Math.abs(one), Math.abs(other));
    }
}
