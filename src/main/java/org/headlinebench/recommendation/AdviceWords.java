package org.headlinebench.recommendation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Advice in sentences, the same wherever it is shown. */
public final class AdviceWords {
    private AdviceWords() {}

    /** A scenario's demands, e.g. {@code peak memory at most 512 MiB; best: median E2E latency}. */
    public static String demands(Scenario scenario) {
        String limits = scenario.limits().stream().map(Limit::text).collect(Collectors.joining(", "));
        return (limits.isEmpty() ? "no limits" : limits) + "; best: " + scenario.goal().label();
    }

    /** What is recommended and why. */
    public static String of(Advice advice) {
        return switch (advice) {
            case Advice.Best best -> best(best);
            case Advice.NoneWithin none -> "No measured stack satisfies this. "
                    + none.nearest()
                            .filter(miss -> !miss.missed().isEmpty())
                            .map(AdviceWords::nearest)
                            .orElse(unknown(none.scenario()));
        };
    }

    private static String best(Advice.Best advice) {
        Quantity goal = advice.scenario().goal();
        double value = goal.of(advice.best()).orElseThrow();
        return advice.best().name() + ": " + goal.label() + " " + goal.text(value) + ", the best of " + advice.within()
                + (advice.within() == 1 ? " run" : " runs") + " within the limits"
                + within(advice).map(text -> " (" + text + ")").orElse("") + "."
                + advice.runnerUp().map(second -> " " + runnerUp(goal, value, second)).orElse("");
    }

    private static Optional<String> within(Advice.Best advice) {
        String held = advice.scenario()
                .limits()
                .stream()
                .filter(limit -> limit.quantity() != Quantity.DEVICES && limit.quantity() != Quantity.CUDA_DEVICES)
                .map(limit -> limit.quantity().label() + " "
                        + limit.quantity().text(limit.quantity().of(advice.best()).orElseThrow()))
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? Optional.empty() : Optional.of(held);
    }

    private static String runnerUp(Quantity goal, double best, Candidate second) {
        double value = goal.of(second).orElseThrow();
        double apart = best == 0 ? 0 : 100 * (value / best - 1);
        return "Runner-up: " + second.name() + " with " + goal.text(value)
                + (apart == 0 ? "." : String.format(Locale.ROOT, " (%+.0f %%).", apart).replace('-', '\u2212'));
    }

    private static String nearest(Advice.Miss miss) {
        return "Nearest: " + miss.candidate().name() + ", which misses "
                + miss.missed()
                        .stream()
                        .map(limit -> limit.text() + " with "
                                + limit.quantity().text(limit.quantity().of(miss.candidate()).orElseThrow()))
                        .collect(Collectors.joining(" and "))
                + ".";
    }

    private static String unknown(Scenario scenario) {
        boolean priced = scenario.goal() == Quantity.COST || scenario.goal() == Quantity.ENERGY
                || scenario.limits()
                        .stream()
                        .anyMatch(limit -> limit.quantity() == Quantity.COST
                                || limit.quantity() == Quantity.ENERGY);
        return "No run has a value for each limit"
                + (priced ? "; costs need a price per device hour, energy a power in watts." : ".");
    }

    /** A number with its interval, e.g. {@code 0.0123 (0.0118 to 0.0129)}. */
    public static String interval(Scaled scaled, String pattern) {
        return number(pattern, scaled.value()) + scaled.interval()
                .map(bounds -> " (" + number(pattern, bounds.low()) + " to " + number(pattern, bounds.high()) + ")")
                .orElse("");
    }

    private static String number(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

}
