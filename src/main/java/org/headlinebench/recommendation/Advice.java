package org.headlinebench.recommendation;

import java.util.List;
import java.util.Optional;

/** What is recommended for a scenario. */
public sealed interface Advice {

    /** What it is for. */
    Scenario scenario();

    /**
     * Some runs are within all limits.
     *
     * @param best     the best of them by the scenario's goal
     * @param runnerUp the second
     * @param within   how many are within the limits
     */
    record Best(Scenario scenario, Candidate best, Optional<Candidate> runnerUp, int within) implements Advice {}

    /**
     * None is.
     *
     * @param nearest the run that misses by least; absent where every run lacks a value that is limited
     */
    record NoneWithin(Scenario scenario, Optional<Miss> nearest) implements Advice {}

    /**
     * A run beyond a scenario's limits.
     *
     * @param missed the limits that it misses
     */
    record Miss(Candidate candidate, List<Limit> missed) {}
}
