package org.headlinebench.ui.text;

import java.util.Locale;

import org.headlinebench.metrics.statistics.Interval;

/** How numbers are written in the window; the same number of digits everywhere. */
public final class Figures {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private Figures() {}

    /** Milliseconds without their unit: three significant digits, whole numbers from 100 on. */
    public static String millis(double millis) {
        int decimals = millis < 10 ? 2 : millis < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + decimals + "f", millis);
    }

    /** Tokens per second and the like. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    /** How many times one number is another. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** A score within 0 and 1. */
    public static String score(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    /** The bounds of an interval of scores. */
    public static String bounds(Interval interval) {
        return score(interval.low()) + "–" + score(interval.high());
    }

    /** A share within 0 and 1, in whole percent; never rounded up to 100. */
    public static String percent(double share) {
        return (int) (share * 100 + (share < 0.99 ? 0.5 : 1e-9)) + " %";
    }

    public static double mebibytes(double bytes) {
        return bytes / BYTES_PER_MEBIBYTE;
    }

    /** Mebibytes (2²⁰ bytes) without their unit. */
    public static String mebibytesText(long bytes) {
        return String.format(Locale.ROOT, "%,.0f", mebibytes(bytes));
    }

    /** A size with its unit, as the command line counts: MiB below a gibibyte, GiB above. */
    public static String size(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%,.0f MiB", mebibytes(bytes))
                : String.format(Locale.ROOT, "%,.1f GiB", mebibytes(bytes) / 1024);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A duration for people: {@code 8 s}, {@code 2 min 5 s}, {@code 1 h 12 min}. */
    public static String duration(double seconds) {
        long whole = Math.round(Math.ceil(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
