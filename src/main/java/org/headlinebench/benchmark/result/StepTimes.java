package org.headlinebench.benchmark.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of a step goes, measured under a profiler.
 *
 * @param steps              how many were profiled; times are means
 * @param tokensPerStep      tokens that each computes
 * @param operatorsPerStep   operators that each calls, those inside of others not counted
 * @param millisPerStep      duration of a profiled step
 * @param plainMillisPerStep duration of a step of the same program without the profiler
 * @param partMillis         the parts of {@code millisPerStep}, which they add up to: time in operators of attention
 *                           (projections, rotation, product), mlp, head, norms, cache and other (embedding, choice);
 *                           {@code transfers} in operators that bring tokens in and results out; {@code dispatch} is the
 *                           rest, in which no operator runs: interpreter, calls from Java
 */
public record StepTimes(int steps, int tokensPerStep, double operatorsPerStep, double millisPerStep,
        double plainMillisPerStep, Map<String, Double> partMillis) {

    /** Of the sum of the parts from the whole. */
    private static final double TOLERANCE = 1e-6;

    public StepTimes {
        partMillis = Collections.unmodifiableMap(new LinkedHashMap<>(partMillis));
        double sum = partMillis.values().stream().mapToDouble(Double::doubleValue).sum();
        if (steps < 1 || Math.abs(sum - millisPerStep) > TOLERANCE * millisPerStep
                || partMillis.values().stream().anyMatch(millis -> millis < 0)) {
            throw new IllegalArgumentException(partMillis + " do not add up to " + millisPerStep + " ms");
        }
    }
}
