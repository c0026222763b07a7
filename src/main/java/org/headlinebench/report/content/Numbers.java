package org.headlinebench.report.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.MeanEstimate;

/** How numbers are written in reports; an absent one is a dash. */
final class Numbers {
    static final String NONE = "\u2013";

    private Numbers() {}

    static String of(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value).replace('-', '\u2212');
    }

    static String of(String pattern, OptionalDouble value) {
        return value.isPresent() ? of(pattern, value.getAsDouble()) : NONE;
    }

    static String of(String pattern, Optional<Double> value) {
        return value.map(number -> of(pattern, number)).orElse(NONE);
    }

    static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? of("%.0f", bytes.getAsLong() / 1048576.0) : NONE;
    }

    static String percent(double share) {
        return of("%.0f %%", 100 * share);
    }

    /** An interval of scores, e.g. {@code 0.180 to 0.214}, in one piece. */
    static String bounds(String pattern, MeanEstimate mean) {
        return mean.interval().map(interval -> bounds(pattern, interval)).orElse(NONE);
    }

    static String bounds(String pattern, Interval interval) {
        return of(pattern, interval.low()) + "\u00a0to\u00a0" + of(pattern, interval.high());
    }

    /** Arrows as they are printed, in place of those that any terminal shows. */
    static String arrows(String text) {
        return text.replace(" -> ", "\u00a0\u2192 ");
    }

    /** {@code 1}, {@code 1 and 2}, {@code 1, 2 and 3}. */
    static String listed(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** {@code 1 article}, {@code 50 articles}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
