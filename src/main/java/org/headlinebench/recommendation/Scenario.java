package org.headlinebench.recommendation;

import java.util.List;
import java.util.Objects;

/**
 * Where a model is to run, as limits on what is measured and one quantity to be as good as possible within them.
 *
 * @param id     its name in files
 * @param name   its name in reports
 * @param limits all must hold
 * @param goal   what is optimized among the runs within the limits
 */
public record Scenario(String id, String name, List<Limit> limits, Quantity goal) {
    public Scenario {
        Objects.requireNonNull(goal, "goal");
        limits = List.copyOf(limits);
    }
}
