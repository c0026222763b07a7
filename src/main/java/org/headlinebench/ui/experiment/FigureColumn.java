package org.headlinebench.ui.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.headlinebench.benchmark.result.Sample;

/** A figure of each sample of a list that only grows; each sample is asked once. */
final class FigureColumn {
    private static final int FIRST_ROOM = 64;
    private final Function<Sample, OptionalDouble> figure;
    private double[] values = new double[FIRST_ROOM];
    private int count;
    private int asked;

    FigureColumn(Function<Sample, OptionalDouble> figure) {
        this.figure = figure;
    }

    /** The figures of those samples that have one, in their order. */
    double[] of(List<Sample> samples) {
        if (asked > samples.size()) {
            asked = 0;
            count = 0;
        }
        for (; asked < samples.size(); asked++) {
            OptionalDouble value = figure.apply(samples.get(asked));
            if (value.isPresent()) {
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                values[count++] = value.getAsDouble();
            }
        }
        return Arrays.copyOf(values, count);
    }
}
