package org.headlinebench.ui.experiment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.benchmark.result.Sample;

/**
 * What the window keeps of each sample of a run: numbers in arrays, about 80 bytes a sample. Its texts, tokens and times are in
 * the run store. The room for all samples is taken at once, so that a run that has begun needs no more.
 */
public final class SampleNumbers {
    private int[] positions;
    private int[] rows;
    private long[] tokens;
    /** A figure that no sample has takes no room. */
    private final Map<SampleFigure, double[]> figures = new EnumMap<>(SampleFigure.class);
    private int count;

    /** @param expected how many samples there will be; more are taken, too */
    public SampleNumbers(int expected) {
        positions = new int[expected];
        rows = new int[expected];
        tokens = new long[expected];
        for (SampleFigure figure : SampleFigure.values()) {
            if (figure != SampleFigure.DRAFTED && figure != SampleFigure.ACCEPTED) {
                figures.put(figure, new double[expected]);
            }
        }
    }

    /** Takes the numbers of the next sample. */
    public void add(Sample sample) {
        if (count == positions.length) {
            grow();
        }
        positions[count] = sample.position();
        rows[count] = sample.row();
        tokens[count] = fingerprint(sample.tokenIds());
        for (SampleFigure figure : SampleFigure.values()) {
            double value = figure.value(sample);
            double[] column = figures.get(figure);
            if (column == null && !Double.isNaN(value)) {
                column = new double[positions.length];
                Arrays.fill(column, 0, count, Double.NaN);
                figures.put(figure, column);
            }
            if (column != null) {
                column[count] = value;
            }
        }
        count++;
    }

    public int count() {
        return count;
    }

    /** The position under which the sample of a place (from 0) is stored. */
    public int position(int place) {
        return positions[place];
    }

    /** The article's row number of the sample of a place. */
    public int row(int place) {
        return rows[place];
    }

    /** One number; not a number where the sample has none. */
    public double value(SampleFigure figure, int place) {
        double[] column = figures.get(figure);
        return column == null ? Double.NaN : column[place];
    }

    /** A number of each sample, in the order measured; not a number where a sample has none. */
    public double[] values(SampleFigure figure) {
        double[] column = figures.get(figure);
        if (column != null) {
            return Arrays.copyOf(column, count);
        }
        double[] none = new double[count];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /** Equal for samples with the same token ids, and for no others but by a chance of one in 2⁶⁴. */
    public long tokens(int place) {
        return tokens[place];
    }

    private void grow() {
        int room = Math.max(16, 2 * count);
        positions = Arrays.copyOf(positions, room);
        rows = Arrays.copyOf(rows, room);
        tokens = Arrays.copyOf(tokens, room);
        figures.replaceAll((_, column) -> Arrays.copyOf(column, room));
    }

    /** Each id is spread over all bits (the finalizer of SplitMix64) before the next one comes. */
    private static long fingerprint(List<Integer> ids) {
        long mixed = ids.size();
        for (int id : ids) {
            mixed += id + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}
