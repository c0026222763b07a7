package org.headlinebench.metrics.statistics;

/**
 * A share of trials that succeeded, with Wilson's score interval at 95 % (Wilson 1927): unlike the normal one it stays
 * between 0 and 1 and is honest about few trials. As {@code scipy.stats.binomtest(…).proportion_ci(method="wilson")}.
 *
 * @param successes how many succeeded
 * @param trials    how many there were, at least 1
 * @param share     between 0 and 1
 * @param low       lower bound of the interval
 * @param high      upper bound of the interval
 */
public record Proportion(int successes, int trials, double share, double low, double high) {

    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (trials < 1 || successes < 0 || successes > trials || !(low <= share && share <= high)) {
            throw new IllegalArgumentException(successes + " of " + trials + " is no proportion");
        }
    }

    /** The share of {@code successes} in {@code trials}. */
    public static Proportion of(int successes, int trials) {
        double centre = (successes + Z * Z / 2) / (trials + Z * Z);
        double half = Z / (trials + Z * Z)
                * Math.sqrt((double) successes * (trials - successes) / trials + Z * Z / 4);
        return new Proportion(successes, trials, (double) successes / trials, successes == 0 ? 0 : centre - half,
                successes == trials ? 1 : centre + half);
    }

    /** Whether the interval leaves a share out; a bound itself lies inside. */
    public boolean excludes(double other) {
        return other < low || other > high;
    }
}
