package org.headlinebench.metrics.statistics;

import java.util.OptionalLong;

/**
 * What a paired comparison can see: the difference that so many articles would show with 80 % probability at the 5 % level
 * (two-sided paired t-test; normal approximation with Guenther's correction, 1981, within 1 % of the exact power).
 *
 * @param articles  pairs it rests on, at least 2
 * @param deviation standard deviation of {@link PairedStatistic#influence}, in the statistic's unit
 */
public record Sensitivity(int articles, double deviation) {
    /** Probability with which the stated difference is shown. */
    public static final double POWER = 0.8;
    /** Two-sided level. */
    public static final double LEVEL = 0.05;

    private static final double SIDE = -Gaussian.quantile(LEVEL / 2);
    private static final double QUANTILES = SIDE + Gaussian.quantile(POWER);
    private static final double CORRECTION = SIDE * SIDE / 2;
    private static final long MOST_ARTICLES = 1_000_000_000_000L;

    public Sensitivity {
        if (articles < 2 || !(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(articles + " articles, deviation " + deviation);
        }
    }

    /** Of a statistic over at least 2 articles. */
    public static Sensitivity of(PairedStatistic statistic) {
        double[] influence = statistic.influence();
        double mean = Samples.mean(influence);
        double squares = 0;
        for (double value : influence) {
            squares += (value - mean) * (value - mean);
        }
        return new Sensitivity(influence.length, Math.sqrt(squares / (influence.length - 1)));
    }

    /** The smallest difference that these articles show with probability {@link #POWER}; 0 where no article varies. */
    public double detectable() {
        return deviation * QUANTILES / Math.sqrt(Math.max(1, articles - CORRECTION));
    }

    /**
     * How many articles show a difference of that size with probability {@link #POWER}.
     *
     * @param difference above 0, in the statistic's unit
     * @return absent beyond any number that could be run
     */
    public OptionalLong articlesFor(double difference) {
        if (!(difference > 0)) {
            throw new IllegalArgumentException("the difference to see is above 0: " + difference);
        }
        double share = deviation * QUANTILES / difference;
        double needed = Math.ceil(share * share + CORRECTION);
        return needed <= MOST_ARTICLES
                ? OptionalLong.of(Math.max(Verdict.MINIMUM_PAIRS, (long) needed))
                : OptionalLong.empty();
    }
}
