package org.headlinebench.benchmark;

import java.util.List;

/**
 * Several setups over one workload; the first is the baseline.
 *
 * @param id       names it in the store
 * @param setups   what runs, in order
 * @param workload what all of them write about
 */
public record Experiment(String id, List<RunSetup> setups, Workload workload) {
    public Experiment {
        setups = List.copyOf(setups);
        if (setups.isEmpty()) {
            throw new IllegalArgumentException("an experiment has at least one setup");
        }
    }
}
