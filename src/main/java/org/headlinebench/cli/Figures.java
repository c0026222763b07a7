package org.headlinebench.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How numbers are written on the command line: a dash where there is none, never a zero. */
final class Figures {
    static final String NONE = "-";

    private Figures() {}

    static String millis(double millis) {
        return format(millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    static String decimal(OptionalDouble value) {
        return value.isPresent() ? format("%.1f", value.getAsDouble()) : NONE;
    }

    static String score(double score) {
        return format("%.3f", score);
    }

    static String percent(double share) {
        return format("%.0f %%", 100 * share);
    }

    static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? format("%.0f", bytes.getAsLong() / 1048576.0) : NONE;
    }

    static String size(long bytes) {
        return bytes >= 1L << 30 ? format("%.2f GiB", bytes / 1073741824.0) : format("%.2f MiB", bytes / 1048576.0);
    }

    static String size(OptionalLong bytes) {
        return bytes.isPresent() ? size(bytes.getAsLong()) : "size unknown";
    }

    static String orNone(Optional<String> text) {
        return text.orElse(NONE);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
