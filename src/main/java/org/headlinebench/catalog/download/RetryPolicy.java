package org.headlinebench.catalog.download;

import java.time.Duration;

/**
 * How often a broken transfer is taken up again.
 *
 * @param fruitlessAttempts in a row, without a new byte, before giving up
 * @param allAttempts before giving up, even if each brought something
 * @param firstPause doubled after each fruitless attempt
 * @param longestPause between two attempts
 * @param longestRequestedPause that a server may ask for ({@code Retry-After}) and still be waited for
 * @param silence of a server after which a connection counts as broken
 */
public record RetryPolicy(
        int fruitlessAttempts,
        int allAttempts,
        Duration firstPause,
        Duration longestPause,
        Duration longestRequestedPause,
        Duration silence) {

    public static final RetryPolicy DEFAULT = new RetryPolicy(5, 60, Duration.ofMillis(500), Duration.ofSeconds(10),
            Duration.ofSeconds(90), Duration.ofSeconds(30));

    Duration pauseAfter(int fruitless) {
        Duration pause = firstPause.multipliedBy(1L << Math.clamp(fruitless - 1L, 0, 16));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
