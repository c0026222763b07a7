package org.headlinebench.planning;

import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.Provenance;

/**
 * A topology of a plan.
 *
 * @param stack                its stack, as it is written
 * @param devices              how many it takes
 * @param bytesPerDevice       the most that one of them holds; absent where the model cannot be split so
 * @param fits                 whether that is within a device's memory
 * @param millisPerToken       predicted for one sequence, {@link Provenance#ESTIMATED}
 * @param refusal              why it cannot run, where it cannot
 * @param measured             of a stored run of the same model, stack and kind of device; absent without one
 * @param error                how far the prediction is off, as a share of what was measured; negative where it was too
 *                             fast
 */
public record PlannedTopology(String stack, int devices, OptionalDouble bytesPerDevice, boolean fits,
        OptionalDouble millisPerToken, Optional<String> refusal, Optional<MeasuredToken> measured,
        OptionalDouble error) {
    /**
     * What a stored run took.
     *
     * @param run            its id
     * @param millisPerToken mean time per output token after the first
     * @param tag            measured, or simulated where shards took turns
     */
    public record MeasuredToken(String run, double millisPerToken, String tag) {}

    static PlannedTopology of(String stack, int devices, OptionalDouble bytesPerDevice, boolean fits,
            OptionalDouble millisPerToken, Optional<String> refusal, Optional<MeasuredToken> measured) {
        return new PlannedTopology(stack, devices, bytesPerDevice, fits, millisPerToken, refusal, measured,
                measured.isPresent() && millisPerToken.isPresent()
                        ? OptionalDouble.of(millisPerToken.getAsDouble() / measured.get().millisPerToken() - 1)
                        : OptionalDouble.empty());
    }

    /** The tag of what is predicted. */
    public Provenance provenance() {
        return Provenance.ESTIMATED;
    }
}
