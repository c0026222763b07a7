package org.headlinebench.engine.torch.prune;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.headlinebench.engine.torch.linear.Kept;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Prune.Dim;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.ModuleNames;

/**
 * Which rows and columns structured pruning leaves to each module.
 *
 * <p>A removed column takes its input no more, so the module picks the others out of its input; a removed row's output is
 * zero. Inside an MLP both are the same: an intermediate value that is zero, or that down does not take, is not computed
 * at all, so gate and up lose that row and down loses that column. Where biases follow the rows, a removed row leaves its
 * bias, and the intermediate value stays.
 */
final class StructuredPlan {
    private final Prune.Structured prune;
    private final ModelFamily family;
    private final RowSources sources;
    private final int block;
    private final Map<String, boolean[]> removed = new HashMap<>();
    private final Map<String, Long> zeros = new HashMap<>();

    private StructuredPlan(Prune.Structured prune, ModelFamily family, RowSources sources, int block) {
        this.prune = prune;
        this.family = family;
        this.sources = sources;
        this.block = block;
    }

    /** @param block rows and columns come to the kernel in multiples of this; zeros fill the last one */
    static Map<String, KeptRows> of(Prune.Structured prune, ModelConfiguration model, RowSources sources,
            UnaryOperator<RowSource> ranks, int block) {
        var plan = new StructuredPlan(prune, model.family(), sources, block);
        List<LinearModule> selected = prune.selection().of(model);
        for (LinearModule module : selected) {
            RowSource source = sources.of(module.name());
            var norms = new L1Norms(ranks.apply(source), prune.dim());
            plan.removed.put(module.name(), norms.smallest(prune.amount()));
            plan.zeros.put(module.name(), norms.zeros());
            source.release();
        }
        var kept = new LinkedHashMap<String, KeptRows>();
        for (LinearModule module : model.linearModules()) {
            plan.keep(module, kept);
        }
        return kept;
    }

    private void keep(LinearModule module, Map<String, KeptRows> kept) {
        boolean[] mine = removed.get(module.name());
        boolean[] dead = module.isMlp() ? deadIntermediates(module.layer()) : null;
        if (mine == null && dead == null) {
            return;
        }
        boolean isDown = module.part() == LinearModule.Part.MLP_OUTPUT;
        boolean[] deadRows = dead != null && !isDown ? dead : prune.dim() == Dim.OUTPUT ? mine : null;
        boolean[] deadColumns = dead != null && isDown ? dead : prune.dim() == Dim.INPUT ? mine : null;
        int[] rows = left(deadRows, module.rows());
        int[] columns = left(deadColumns, module.columns());
        boolean picksInput = deadColumns != null && deadColumns == mine && !(isDown && dead != null);
        boolean placesOutput = deadRows != null && (dead == null || isDown);
        boolean cutsOutput = deadRows != null && !placesOutput;
        var joined = new Kept(picksInput ? picked(columns) : new long[0],
                placesOutput ? places(rows, module.rows()) : new long[0]);
        var source = new KeptRows(sources.of(module.name()), module.layer(), rows, columns, joined, cutsOutput);
        source.hadZeros(zeros.getOrDefault(module.name(), 0L));
        kept.put(module.name(), source);
    }

    /** Intermediate values of a layer's MLP that nothing needs; null where all are needed. */
    private boolean[] deadIntermediates(int layer) {
        ModuleNames names = family.modules();
        if (prune.dim() == Dim.INPUT) {
            return removed.get(names.layer(layer) + names.mlpOutput());
        }
        return family.hasBiasesEverywhere()
                ? null
                : names.mlpInputs()
                        .stream()
                        .map(input -> removed.get(names.layer(layer) + input))
                        .filter(Objects::nonNull)
                        .reduce(null, StructuredPlan::either);
    }

    private static boolean[] either(boolean[] some, boolean[] others) {
        if (some == null) {
            return others;
        }
        var either = some.clone();
        for (int i = 0; i < either.length; i++) {
            either[i] |= others[i];
        }
        return either;
    }

    private int[] left(boolean[] dead, int size) {
        int[] left = IntStream.range(0, size).filter(i -> dead == null || !dead[i]).toArray();
        if (dead == null) {
            return left;
        }
        int[] filled = Arrays.copyOf(left, Math.max(1, (left.length + block - 1) / block) * block);
        Arrays.fill(filled, left.length, filled.length, -1);
        return filled;
    }

    private static long[] picked(int[] columns) {
        return Arrays.stream(columns).mapToLong(column -> Math.max(0, column)).toArray();
    }

    private static long[] places(int[] rows, int outputs) {
        var places = new long[outputs];
        Arrays.fill(places, rows.length);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                places[rows[i]] = i;
            }
        }
        return places;
    }
}
