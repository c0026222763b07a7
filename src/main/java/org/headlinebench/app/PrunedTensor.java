package org.headlinebench.app;

import java.util.List;
import java.util.function.IntConsumer;

import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.WeightRounding;
import org.headlinebench.weights.TensorEntry;

/**
 * Which of a tensor's values pruning sets to zero, by the rules of {@link Prune}: the smallest magnitudes of a module or of
 * the whole model, or two of each four. Rows pass from the first to the last, once.
 */
final class PrunedTensor {
    private static final int UPPER = 1 << 15;
    private static final int LOWER = 1 << 16;

    private final boolean twoOfFour;
    private final int limitBits;
    private long equalsLeft;

    private PrunedTensor(boolean twoOfFour, int limitBits, long equalsLeft) {
        this.twoOfFour = twoOfFour;
        this.limitBits = limitBits;
        this.equalsLeft = equalsLeft;
    }

    /**
     * Finds out which go.
     *
     * @param selected every module that is pruned with it, in order; the tensor is one of them
     * @param ranking  what the values are ranked by
     * @throws UserError where whole rows or columns go
     */
    static PrunedTensor of(Prune prune, TensorEntry tensor, List<TensorEntry> selected, WeightRounding ranking) {
        return switch (prune) {
            case Prune.None _ -> new PrunedTensor(false, 0, 0);
            case Prune.TwoOfFour _ -> new PrunedTensor(true, 0, 0);
            case Prune.Structured _ -> throw new UserError("Structured pruning takes whole rows and columns away.",
                    "What stays keeps its values; look at an unstructured stack here, for instance prune=semi-structured-2:4.");
            case Prune.Unstructured(double amount, _, Prune.Scope scope, _) -> smallest(amount, tensor,
                    scope == Prune.Scope.GLOBAL ? selected : List.of(tensor), ranking);
        };
    }

    /**
     * Sets values to zero.
     *
     * @param ranks  what decides, one per value
     * @param values whole rows
     */
    void apply(float[] ranks, float[] values) {
        if (twoOfFour) {
            twoOfFour(ranks, values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            int magnitude = bits(ranks[i]);
            if (magnitude < limitBits || magnitude == limitBits && equalsLeft-- > 0) {
                values[i] = 0;
            }
        }
    }

    private static void twoOfFour(float[] ranks, float[] values) {
        for (int at = 0; at + 3 < values.length; at += 4) {
            for (int i = 0; i < 4; i++) {
                int larger = 0;
                for (int j = 0; j < 4; j++) {
                    float mine = Math.abs(ranks[at + i]);
                    float other = Math.abs(ranks[at + j]);
                    larger += other > mine || other == mine && j < i ? 1 : 0;
                }
                values[at + i] = larger >= 2 ? 0 : values[at + i];
            }
        }
    }

    /** The limit is found exactly: by the upper bits of magnitudes first, then by the lower. */
    private static PrunedTensor smallest(double amount, TensorEntry tensor, List<TensorEntry> among,
            WeightRounding ranking) {
        long left = (long) Math.rint(amount * among.stream().mapToLong(TensorEntry::weights).sum());
        if (left == 0) {
            return new PrunedTensor(false, 0, 0);
        }
        var upper = new long[UPPER];
        among.forEach(each -> count(each, ranking, bits -> upper[bits >>> 16]++));
        int high = 0;
        while (upper[high] < left) {
            left -= upper[high++];
        }
        int found = high;
        var lower = new long[among.size()][LOWER];
        for (int i = 0; i < among.size(); i++) {
            long[] mine = lower[i];
            count(among.get(i), ranking, bits -> mine[bits & 0xffff] += bits >>> 16 == found ? 1 : 0);
        }
        int low = 0;
        while (sum(lower, low) < left) {
            left -= sum(lower, low++);
        }
        for (int i = 0; !among.get(i).name().equals(tensor.name()); i++) {
            left -= Math.min(left, lower[i][low]);
        }
        return new PrunedTensor(false, high << 16 | low, left);
    }

    private static long sum(long[][] counts, int bin) {
        long sum = 0;
        for (long[] some : counts) {
            sum += some[bin];
        }
        return sum;
    }

    private static void count(TensorEntry tensor, WeightRounding ranking, IntConsumer bits) {
        TensorRows.each(tensor, rows -> {
            ranking.round(rows, (int) tensor.columns());
            for (float value : rows) {
                bits.accept(bits(value));
            }
        });
    }

    /** A magnitude's bits, ordered as the magnitudes are. */
    private static int bits(float value) {
        return Float.floatToRawIntBits(value) & 0x7fffffff;
    }
}
