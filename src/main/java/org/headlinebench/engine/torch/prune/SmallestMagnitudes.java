package org.headlinebench.engine.torch.prune;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.engine.torch.linear.RowSource;

/**
 * Finds the {@code round(amount * N)} smallest magnitudes among the weights of some modules, as PyTorch's
 * {@code L1Unstructured} and {@code global_unstructured} do. The magnitude up to which weights go is found exactly, by
 * counting twice: first by the upper half of its bits, then by the lower. So no weights are kept in memory, however
 * large the model. Of equal magnitudes at the limit the first ones go (PyTorch leaves open which).
 */
final class SmallestMagnitudes {
    private static final int PIECE_WEIGHTS = 1 << 18;
    private final List<? extends RowSource> modules;

    SmallestMagnitudes(List<? extends RowSource> modules) {
        this.modules = modules;
    }

    /** A mask for each module, in order. */
    List<MagnitudeMask> masks(double amount) {
        long all = modules.stream().mapToLong(module -> module.rows() * module.columns()).sum();
        // Python's round: halves to the even number.
        long count = (long) Math.rint(amount * all);
        if (count == 0) {
            return modules.stream().map(_ -> new MagnitudeMask(0, 0)).toList();
        }
        var upper = new long[1 << 15];
        modules.forEach(module -> forEach(module, bits -> upper[bits >>> 16]++));
        var rank = new Rank(count);
        int high = rank.binIn(upper);
        var lower = new long[modules.size()][1 << 16];
        for (int i = 0; i < modules.size(); i++) {
            long[] counts = lower[i];
            forEach(modules.get(i), bits -> {
                if (bits >>> 16 == high) {
                    counts[bits & 0xffff]++;
                }
            });
        }
        int low = rank.binIn(sum(lower));
        var masks = new ArrayList<MagnitudeMask>();
        long equals = rank.left;
        for (long[] counts : lower) {
            long mine = Math.min(equals, counts[low]);
            masks.add(new MagnitudeMask(high << 16 | low, mine));
            equals -= mine;
        }
        return masks;
    }

    /** A magnitude's bits without the sign; ordered as the magnitudes are. */
    static int bits(float value) {
        return Float.floatToRawIntBits(value) & 0x7fffffff;
    }

    private static void forEach(RowSource module, BitsConsumer consumer) {
        long step = Math.max(1, PIECE_WEIGHTS / module.columns());
        for (long from = 0; from < module.rows(); from += step) {
            for (float value : MaskedRows.values(module, from, Math.min(step, module.rows() - from))) {
                consumer.accept(bits(value));
            }
        }
    }

    private static long[] sum(long[][] counts) {
        var sum = new long[counts[0].length];
        for (long[] some : counts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += some[i];
            }
        }
        return sum;
    }

    @FunctionalInterface
    private interface BitsConsumer {
        void accept(int bits);
    }

    /** How many are still to be counted off. */
    private static final class Rank {
        private long left;

        private Rank(long count) {
            left = count;
        }

        /** The bin that holds the last of those left; those of the bins below it are counted off. */
        private int binIn(long[] counts) {
            int bin = 0;
            while (counts[bin] < left) {
                left -= counts[bin];
                bin++;
            }
            return bin;
        }
    }
}
