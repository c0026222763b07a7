package org.headlinebench.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Several setups over one workload; the one with ordinal 1 is the baseline.
 *
 * @param id       names it in the store
 * @param setups   what runs, in order
 * @param workload what all of them write about
 * @param ordinals the setups' places among all runs of that id, from 1: others may have run before
 */
public record Experiment(String id, List<RunSetup> setups, Workload workload, List<Integer> ordinals) {
    public Experiment {
        setups = List.copyOf(setups);
        ordinals = List.copyOf(ordinals);
        if (ordinals.size() != setups.size() || ordinals.stream().anyMatch(ordinal -> ordinal < 1)) {
            throw new IllegalArgumentException("each setup has an ordinal from 1");
        }
        if (setups.isEmpty()) {
            throw new IllegalArgumentException("an experiment has at least one setup");
        }
    }

    /** All runs of that id, numbered from 1. */
    public Experiment(String id, List<RunSetup> setups, Workload workload) {
        this(id, setups, workload, IntStream.rangeClosed(1, setups.size()).boxed().toList());
    }
}
