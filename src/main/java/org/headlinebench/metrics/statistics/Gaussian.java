package org.headlinebench.metrics.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * The standard normal distribution and Student's t, as far as intervals and verdicts need them. Checked against
 * {@code scipy.stats.norm} and {@code scipy.stats.t}.
 */
public final class Gaussian {
    private static final double TINY = 1e-300;

    private Gaussian() {}

    /** {@code P(Z ≤ z)}, to about 1e-14 relative also far out in the lower tail. */
    public static double cumulative(double z) {
        double x = Math.abs(z);
        double tail = x > 38 ? 0 : upperTail(x);
        return z < 0 ? tail : 1 - tail;
    }

    /** The {@code z} with {@code P(Z ≤ z) = probability}; the probability lies between 0 and 1. */
    public static double quantile(double probability) {
        return invert(probability, Gaussian::cumulative);
    }

    /**
     * {@code P(T ≤ t)} of Student's t.
     *
     * @param degrees degrees of freedom, above 0
     */
    public static double cumulativeT(double t, double degrees) {
        double tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
        return t < 0 ? tail : 1 - tail;
    }

    /** The {@code t} with {@code P(T ≤ t) = probability}. */
    public static double quantileT(double probability, double degrees) {
        return invert(probability, t -> cumulativeT(t, degrees));
    }

    /** A continued fraction far out (Abramowitz and Stegun 26.2.14), the series near 0 (26.2.10). */
    private static double upperTail(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int i = 1; Math.abs(term) > 1e-17 * Math.abs(sum); i++) {
                term *= x * x / (2 * i + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = 0;
        for (int i = 200; i >= 1; i--) {
            fraction = i / (x + fraction);
        }
        return density / (x + fraction);
    }

    /** The regularized incomplete beta function {@code I_x(a, b)} (Numerical Recipes 6.4, Lentz's continued fraction). */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * betaFraction(x, a, b) / a
                : 1 - front * betaFraction(1 - x, b, a) / b;
    }

    private static double betaFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
        double result = d;
        for (int m = 1; m <= 500; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / awayFromZero(1 + even * d);
            c = awayFromZero(1 + even / c);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / awayFromZero(1 + odd * d);
            c = awayFromZero(1 + odd / c);
            double step = d * c;
            result *= step;
            if (Math.abs(step - 1) < 1e-15) {
                break;
            }
        }
        return result;
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Lanczos' approximation with g = 7 and 9 terms, for arguments above 0. */
    private static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double[] terms = {0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
            -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
            1.5056327351493116e-7};
        double sum = terms[0];
        for (int i = 1; i < terms.length; i++) {
            sum += terms[i] / (x - 1 + i);
        }
        double base = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
    }

    /** By bisection: 200 halvings reach the last bit, and nothing here is called often. */
    private static double invert(double probability, DoubleUnaryOperator cumulative) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a probability lies between 0 and 1: " + probability);
        }
        if (probability > 0.5) {
            return -invert(1 - probability, cumulative);
        }
        double low = -1;
        while (cumulative.applyAsDouble(low) > probability) {
            low *= 2;
        }
        double high = 0;
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (cumulative.applyAsDouble(middle) > probability) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }
}
