package org.headlinebench.metrics.statistics;

import java.util.Optional;

/**
 * How often the second of two things was preferred in blind votes. Votes that preferred neither are counted and reported
 * but do not enter the share, as in a sign test.
 *
 * @param first  votes for the first
 * @param second votes for the second
 * @param ties   votes for neither
 */
public record Preference(int first, int second, int ties) {

    /** Of the normal distribution, for 95 %. */
    private static final double Z = 1.959963984540054;

    /**
     * The bounds of a share.
     *
     * @param share of the decided votes that preferred the second, within 0 and 1
     */
    public record Share(double share, double low, double high) {
        /** Whether the interval lies on one side of one half. */
        public boolean isDecided() {
            return low > 0.5 || high < 0.5;
        }
    }

    public Preference {
        if (first < 0 || second < 0 || ties < 0) {
            throw new IllegalArgumentException("votes are not negative: " + first + ", " + second + ", " + ties);
        }
    }

    public int votes() {
        return first + second + ties;
    }

    /**
     * The share of decided votes with the 95 % score interval (Wilson, "Probable inference, the law of succession, and
     * statistical inference", 1927); absent where no vote is decided.
     */
    public Optional<Share> second95() {
        int decided = first + second;
        if (decided == 0) {
            return Optional.empty();
        }
        double share = (double) second / decided;
        double square = Z * Z / decided;
        double middle = (share + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(share * (1 - share) / decided + square / (4 * decided));
        // Rounding may carry a bound one step across a share of 0 or 1.
        return Optional.of(new Share(share, Math.max(0, Math.min(share, middle - half)),
                Math.min(1, Math.max(share, middle + half))));
    }
}
