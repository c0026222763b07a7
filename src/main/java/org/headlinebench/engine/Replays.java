package org.headlinebench.engine;

import java.util.Locale;

/**
 * Decode steps that were recorded and launched whole.
 *
 * @param means        what computes a step
 * @param positions    of the cache that they were recorded for
 * @param recorded     how many recordings were made
 * @param recordMillis time that recording took, in none of the measured times once warm-up is over
 * @param launches     how often one was launched
 */
public record Replays(String means, int positions, int recorded, double recordMillis, long launches) {
    /** For logs and the run's provenance. */
    public String line() {
        return String.format(Locale.ROOT, "execution by %s for %d positions: %d recorded in %.1f ms, %d launches",
                means, positions, recorded, recordMillis, launches);
    }
}
