package org.headlinebench.engine.torch.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.optimization.Prune;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/** A model's linear modules, the selected ones pruned. */
public final class PrunedSources implements RowSources {
    private final RowSources others;
    private final Map<String, MaskedRows> masked = new LinkedHashMap<>();
    private final Map<String, KeptRows> shrunk = new LinkedHashMap<>();

    /**
     * Finds out which weights go.
     *
     * @param others  the modules as they are
     * @param block   rows and columns come to the kernel in multiples of this
     * @param decoded a module as it is after quantization, by which weights are ranked where the choice says so
     */
    public PrunedSources(Prune prune, ModelConfiguration model, RowSources others, int block,
            UnaryOperator<RowSource> decoded) {
        this.others = others;
        if (prune instanceof Prune.None) {
            return;
        }
        UnaryOperator<RowSource> ranked = prune.ranksQuantized() ? decoded : UnaryOperator.identity();
        if (prune instanceof Prune.Structured structured) {
            shrunk.putAll(StructuredPlan.of(structured, model, others, ranked, block));
            return;
        }
        List<LinearModule> selected = prune.selection().of(model);
        List<RowSource> ranks = selected.stream()
                .map(module -> others.of(module.name()))
                .map(ranked)
                .toList();
        List<? extends Mask> masks = Masks.of(prune, ranks);
        for (int i = 0; i < ranks.size(); i++) {
            RowSource weights = prune.ranksQuantized() ? others.of(selected.get(i).name()) : ranks.get(i);
            masked.put(weights.module(), new MaskedRows(weights, ranks.get(i), selected.get(i).layer(), masks.get(i)));
            weights.release();
        }
    }

    @Override
    public RowSource of(String module) {
        if (masked.containsKey(module)) {
            return masked.get(module);
        }
        return shrunk.containsKey(module) ? shrunk.get(module) : others.of(module);
    }

    /** The modules of which {@link #sparsity} speaks. */
    public List<RowSource> changed() {
        return Stream.<RowSource>concat(masked.values().stream(), shrunk.values().stream()).toList();
    }

    /** What came of it, after all modules were read. */
    public List<ModuleSparsity> sparsity() {
        return Stream.concat(masked.values().stream().map(MaskedRows::sparsity),
                shrunk.values().stream().map(KeptRows::sparsity)).toList();
    }
}
