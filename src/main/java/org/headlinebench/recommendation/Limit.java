package org.headlinebench.recommendation;

import java.util.OptionalDouble;

/**
 * What a scenario demands of one quantity.
 *
 * @param quantity what is limited
 * @param atLeast  whether the value is a lower bound instead of an upper one
 * @param value    the bound, itself allowed; not negative
 */
public record Limit(Quantity quantity, boolean atLeast, double value) {
    public Limit {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a limit is finite and not negative: " + value);
        }
    }

    /** Whether a run's value is there and within. */
    public boolean admits(Candidate candidate) {
        return miss(candidate) == 0;
    }

    /** The demand in words, e.g. {@code peak memory at most 512 MiB}. */
    public String text() {
        return quantity.label() + (atLeast ? " at least " : " at most ") + quantity.text(value);
    }

    /** By which share of the bound a run misses it: 0 where it does not, infinite where the value is not there. */
    double miss(Candidate candidate) {
        OptionalDouble found = quantity.of(candidate);
        if (found.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double beyond = atLeast ? value - found.getAsDouble() : found.getAsDouble() - value;
        return beyond <= 0 ? 0 : beyond / Math.max(value, 1e-9);
    }
}
