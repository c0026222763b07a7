package org.headlinebench.metrics;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Immutable lists of numbers that take the room of an array: an experiment has a token id and a time for every token, and
 * as objects they take four times as much.
 */
public final class PackedNumbers {
    private PackedNumbers() {}

    /** @throws NullPointerException if one is absent */
    public static List<Integer> ints(List<Integer> numbers) {
        return numbers instanceof Ints ? numbers : new Ints(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    /** @throws NullPointerException if one is absent */
    public static List<Double> doubles(List<Double> numbers) {
        return numbers instanceof Doubles
                ? numbers
                : new Doubles(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static final class Ints extends AbstractList<Integer> implements RandomAccess {
        private final int[] numbers;

        private Ints(int[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Integer get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }

    private static final class Doubles extends AbstractList<Double> implements RandomAccess {
        private final double[] numbers;

        private Doubles(double[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Double get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
