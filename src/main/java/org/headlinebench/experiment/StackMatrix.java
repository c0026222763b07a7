package org.headlinebench.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.optimization.Axis;

/**
 * Every combination of the values of several axes, the first axis outermost.
 *
 * @param values the written choices of each axis that varies
 */
record StackMatrix(Map<Axis, List<String>> values) {
    private static final int MOST_COMBINATIONS = 1000;

    StackMatrix {
        values = new LinkedHashMap<>(values);
        long combinations = values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
        if (combinations > MOST_COMBINATIONS) {
            throw new IllegalArgumentException(
                    combinations + " combinations are more than " + MOST_COMBINATIONS + "; name fewer values");
        }
    }

    /** One choice on each axis of the matrix. */
    record Combination(Map<Axis, String> choices) {
        String text() {
            return String.join(",",
                    choices.entrySet().stream().map(entry -> entry.getKey().word() + "=" + entry.getValue()).toList());
        }
    }

    /**
     * Leaves out combinations that make one of the named choices on every axis it names. A word without parameters stands
     * for the choice with any parameters.
     */
    record Exclusion(Map<Axis, List<String>> choices) {
        boolean matches(Combination combination) {
            return choices.entrySet()
                    .stream()
                    .allMatch(entry -> combination.choices().containsKey(entry.getKey())
                            && entry.getValue()
                                    .stream()
                                    .anyMatch(written -> means(written,
                                            combination.choices().get(entry.getKey()))));
        }

        private static boolean means(String written, String choice) {
            String plain = choice.replaceAll("\\s", "");
            String wanted = written.replaceAll("\\s", "");
            return wanted.equals(plain) || wanted.equals(plain.replaceAll("\\(.*", ""));
        }
    }

    List<Combination> combinations() {
        List<Map<Axis, String>> all = List.of(Map.of());
        for (Map.Entry<Axis, List<String>> axis : values.entrySet()) {
            List<Map<Axis, String>> extended = new ArrayList<>();
            for (Map<Axis, String> begun : all) {
                for (String value : axis.getValue()) {
                    var next = new LinkedHashMap<>(begun);
                    next.put(axis.getKey(), value);
                    extended.add(next);
                }
            }
            all = extended;
        }
        return values.isEmpty() ? List.of() : all.stream().map(Combination::new).toList();
    }
}
