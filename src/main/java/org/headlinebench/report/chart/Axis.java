package org.headlinebench.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis with round ticks.
 *
 * @param low   value at its beginning
 * @param high  value at its end
 * @param step  between ticks: 1, 2 or 5 times a power of ten
 */
record Axis(double low, double high, double step) {

    private static final double ENOUGH = 6;

    /** An axis that holds both values; a range of nothing is widened. */
    static Axis over(double least, double most) {
        double range = most > least ? most - least : Math.max(Math.abs(most), 1) * 0.1;
        double raw = range / ENOUGH;
        double unit = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw <= unit ? unit : raw <= 2 * unit ? 2 * unit : raw <= 5 * unit ? 5 * unit : 10 * unit;
        return new Axis(Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step, step);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2 && i < 50; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** Where a value lies, from 0 to 1. */
    double share(double value) {
        return high > low ? (value - low) / (high - low) : 0.5;
    }

    /** A tick's value with as many decimals as the step needs. */
    String text(double value) {
        int decimals = (int) Math.clamp(Math.ceil(-Math.log10(step) - 1e-9), 0, 9);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '\u2212');
        return text.matches("\u22120(\\.0*)?") ? text.substring(1) : text;
    }
}
