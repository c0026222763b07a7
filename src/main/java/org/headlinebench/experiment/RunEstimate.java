package org.headlinebench.experiment;

/**
 * What a run will take, <em>estimated</em>.
 *
 * @param memoryBytes resident memory of its worker
 * @param seconds     from its start to its end, loading and warm-up included
 * @param scaled      whether finished runs of the same model on the same device gave the scale
 */
public record RunEstimate(long memoryBytes, double seconds, boolean scaled) {}
