package org.headlinebench.metrics;

/**
 * What a counter of the machine says was drawn while a run was measured, by everything on that device.
 *
 * @param joules  at least 0
 * @param counter which counter, in words
 */
public record EnergyUse(double joules, String counter) {
    public EnergyUse {
        if (!(joules >= 0) || Double.isInfinite(joules)) {
            throw new IllegalArgumentException(joules + " is no energy");
        }
    }
}
