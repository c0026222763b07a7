package org.headlinebench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.Sensitivity;
import org.headlinebench.metrics.statistics.Verdict;

/** What may be said about comparisons, in the sentences that every face of the program uses. */
public final class ComparisonWords {
    private static final double FINER = 1.0 / 3;

    private ComparisonWords() {}

    /** An effect with its interval: {@code 0.412 (0.398 to 0.427)}, {@code +0.003 (−0.011 to +0.017)}. */
    public static String effect(Effect effect) {
        return number(effect.metric(), effect.estimate())
                + effect.interval().map(interval -> " (" + interval(effect.metric(), interval) + ")").orElse("");
    }

    /** The verdict, e.g. {@code faster}; why there is none otherwise. */
    public static String verdict(Effect effect) {
        return effect.verdict()
                .map(Verdict::words)
                .orElse(effect.interval().isPresent() ? "not judged" : "one article only");
    }

    /** In what the runs differ: {@code cache: none -> dynamic}, with a mark where it is more than one thing. */
    public static String differences(RunComparison comparison) {
        if (comparison.differences().isEmpty()) {
            return "nothing (same configuration)";
        }
        String listed = comparison.differences()
                .stream()
                .map(each -> each.what() + ": " + each.baseline() + " -> " + each.candidate())
                .collect(Collectors.joining("; "));
        return (comparison.isConfounded() ? "confounded: " : "") + listed;
    }

    /** A sentence on what so many articles can show, and how many a finer difference would take. */
    public static String sensitivity(Effect effect) {
        Optional<Sensitivity> found = effect.sensitivity();
        if (found.isEmpty()) {
            return "One article shows no difference in " + effect.metric().label() + ", however large.";
        }
        Sensitivity sensitivity = found.get();
        if (sensitivity.deviation() == 0) {
            return "No article varies in " + effect.metric().label() + ": any difference would have been seen.";
        }
        double detectable = rounded(sensitivity.detectable());
        double finer = rounded(sensitivity.detectable() * FINER);
        OptionalLong needed = sensitivity.articlesFor(finer);
        return "With " + sensitivity.articles() + " articles a difference of " + size(effect.metric(), detectable)
                + " " + effect.metric().label() + " would be seen (80 % power)"
                + (needed.isPresent()
                        ? "; for " + size(effect.metric(), finer) + " you need about " + needed.getAsLong() + "."
                        : ".");
    }

    /** The method, for the foot of a table. */
    public static List<String> method(Comparisons comparisons) {
        var lines = new ArrayList<String>();
        lines.add("Ratios of mean latency and differences of mean ROUGE F1 over the same articles, with 95 % paired"
                + " bootstrap intervals (10,000 resamples, fixed seed).");
        lines.add(
                "A verdict is given for E2E latency and ROUGE-1 where the interval excludes equality after Holm\u2019s"
                        + " correction for " + comparisons.family(Metric.END_TO_END)
                        + (comparisons.family(Metric.END_TO_END) == 1 ? " comparison" : " comparisons")
                        + " each, from " + Verdict.MINIMUM_PAIRS
                        + " articles on; a difference that is not shown is not proven absent.");
        return lines;
    }

    /**
     * What a run of the baseline's own configuration shows about the machine: the noise floor, and whether it drifted beyond
     * it. Absent for a comparison of two configurations.
     */
    public static Optional<String> noise(Compared compared) {
        if (!compared.differences().isEmpty()) {
            return Optional.empty();
        }
        return compared.of(Metric.END_TO_END).map(effect -> {
            boolean drifted = effect.interval().filter(interval -> interval.excludes(1)).isPresent();
            return "Noise floor: the baseline's configuration measured twice has an E2E ratio of " + effect(effect)
                    + (drifted
                            ? ". The machine drifted between the two: a difference of that size in this table may be"
                                    + " drift."
                            : ". The two are alike within noise.");
        });
    }

    /** Notes of a comparison: its own, and that it is confounded. */
    public static List<String> notes(Compared compared) {
        var notes = new ArrayList<>(compared.notes());
        noise(compared).ifPresent(notes::add);
        if (compared.isConfounded()) {
            notes.add("The runs differ in " + compared.differences().size()
                    + " things, so the outcome belongs to none of them alone.");
        }
        return notes;
    }

    /** A ratio as {@code 0.412}, a difference with its sign as {@code +0.003}. */
    public static String number(Metric metric, double value) {
        return metric.isLatency() ? format("%.3f", value) : signed(value);
    }

    /** The bounds of an interval, e.g. {@code 0.398 to 0.427}. */
    public static String interval(Metric metric, Interval interval) {
        return number(metric, interval.low()) + " to " + number(metric, interval.high());
    }

    private static String size(Metric metric, double value) {
        return metric.isLatency()
                ? format(value < 0.001 ? "%.3f %%" : value < 0.1 ? "%.1f %%" : "%.0f %%", 100 * value)
                : format(value < 0.01 ? "%.4f" : "%.3f", value);
    }

    /** To two significant digits, so that the number needed belongs to the difference that is printed. */
    private static double rounded(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(value / unit) * unit;
    }

    private static String signed(double value) {
        String text = format("%+.3f", value).replace('-', '\u2212');
        return text.equals("\u22120.000") || text.equals("+0.000") ? "0.000" : text;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
