package org.headlinebench.engine.torch.prune;

import java.util.Comparator;
import java.util.stream.IntStream;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.optimization.Prune.Dim;

/** Sums of magnitudes of a module's rows or columns. */
final class L1Norms {
    private final double[] norms;
    private long zeros;

    L1Norms(RowSource module, Dim dim) {
        int columns = (int) module.columns();
        norms = new double[dim == Dim.OUTPUT ? (int) module.rows() : columns];
        for (int row = 0; row < module.rows(); row++) {
            float[] values = MaskedRows.values(module, row, 1);
            for (int column = 0; column < columns; column++) {
                norms[dim == Dim.OUTPUT ? row : column] += Math.abs(values[column]);
                zeros += values[column] == 0 ? 1 : 0;
            }
        }
    }

    /** Zeros that the module has. */
    long zeros() {
        return zeros;
    }

    /** Marks the {@code round(amount * size)} of least norm, of equal ones the first. */
    boolean[] smallest(double amount) {
        var removed = new boolean[norms.length];
        IntStream.range(0, norms.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> norms[i]))
                .limit((long) Math.rint(amount * norms.length))
                .forEach(i -> removed[i] = true);
        return removed;
    }
}
