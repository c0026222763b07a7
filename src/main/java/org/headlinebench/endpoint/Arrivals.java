package org.headlinebench.endpoint;

import java.util.Random;

/** A Poisson process: independent, exponentially distributed gaps, the same for the same seed. */
final class Arrivals {
    private final double perSecond;
    private final Random random;
    private double nextMillis;

    Arrivals(double perSecond, long seed) {
        this.perSecond = perSecond;
        this.random = new Random(seed);
    }

    /** When the next request is due, from the beginning; the first at once. */
    double nextMillis() {
        double due = nextMillis;
        nextMillis += -Math.log(1 - random.nextDouble()) / perSecond * 1000;
        return due;
    }
}
