package org.headlinebench.metrics.quality;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Whether a technique that must not change greedy output (caches, speculation, parallelism, graphs) really left every
 * token as the baseline has it.
 *
 * @param firstDifferences per row, in their order, the first position (from 0) whose token id differs from the
 *        baseline's; where one row is the beginning of the other, the shorter one's length; absent where the ids are
 *        equal
 */
public record Exactness(List<OptionalInt> firstDifferences) {
    public Exactness {
        firstDifferences = List.copyOf(firstDifferences);
        if (firstDifferences.isEmpty()) {
            throw new IllegalArgumentException("exactness needs at least one row");
        }
    }

    /**
     * Compares row by row.
     *
     * @param candidate generated token ids of each row, at least one row
     * @param baseline the baseline's, for the same rows in the same order
     */
    public static Exactness of(List<List<Integer>> candidate, List<List<Integer>> baseline) {
        if (candidate.size() != baseline.size()) {
            throw new IllegalArgumentException(
                    "rows are not paired: " + candidate.size() + " against " + baseline.size());
        }
        return new Exactness(IntStream.range(0, candidate.size())
                .mapToObj(row -> firstDifference(candidate.get(row), baseline.get(row)))
                .toList());
    }

    /** The first position at which two rows differ; absent where they are equal. */
    public static OptionalInt firstDifference(List<Integer> candidate, List<Integer> baseline) {
        int common = Math.min(candidate.size(), baseline.size());
        OptionalInt different = IntStream.range(0, common)
                .filter(position -> !candidate.get(position).equals(baseline.get(position)))
                .findFirst();
        return different.isEmpty() && candidate.size() != baseline.size() ? OptionalInt.of(common) : different;
    }

    /** Number of rows. */
    public int samples() {
        return firstDifferences.size();
    }

    /** Number of rows whose ids equal the baseline's. */
    public int identicalSamples() {
        return (int) firstDifferences.stream().filter(OptionalInt::isEmpty).count();
    }

    /** Share of rows whose ids equal the baseline's, within 0 and 1. */
    public double identicalShare() {
        return (double) identicalSamples() / samples();
    }
}
