package org.headlinebench.engine.torch.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.optimization.Prune;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/** A model's linear modules, the selected ones pruned. */
public final class PrunedSources implements RowSources {
    private final RowSources others;
    private final Map<String, MaskedRows> pruned = new LinkedHashMap<>();

    /**
     * Finds out which weights go.
     *
     * @param others  the modules as they are
     * @param decoded a module as it is after quantization, by which weights are ranked where the choice says so
     */
    public PrunedSources(Prune prune, ModelConfiguration model, RowSources others, UnaryOperator<RowSource> decoded) {
        this.others = others;
        if (prune instanceof Prune.None) {
            return;
        }
        List<LinearModule> selected = prune.selection().of(model);
        List<RowSource> ranks = selected.stream()
                .map(module -> others.of(module.name()))
                .map(source -> prune.ranksQuantized() ? decoded.apply(source) : source)
                .toList();
        List<? extends Mask> masks = masks(prune, ranks);
        for (int i = 0; i < ranks.size(); i++) {
            RowSource weights = prune.ranksQuantized() ? others.of(selected.get(i).name()) : ranks.get(i);
            pruned.put(weights.module(), new MaskedRows(weights, ranks.get(i), selected.get(i).layer(), masks.get(i)));
            weights.release();
        }
    }

    @Override
    public RowSource of(String module) {
        MaskedRows masked = pruned.get(module);
        return masked == null ? others.of(module) : masked;
    }

    /** What came of it, after all modules were read. */
    public List<ModuleSparsity> sparsity() {
        return pruned.values().stream().map(MaskedRows::sparsity).toList();
    }

    private static List<? extends Mask> masks(Prune prune, List<RowSource> ranks) {
        return switch (prune) {
            case Prune.None _ -> List.of();
            case Prune.TwoOfFour _ -> ranks.stream().map(_ -> new TwoOfFourMask()).toList();
            case Prune.Unstructured(double amount, _, Prune.Scope scope, _) -> switch (scope) {
                case GLOBAL -> new SmallestMagnitudes(ranks).masks(amount);
                case LAYER -> ranks.stream()
                        .map(module -> new SmallestMagnitudes(List.of(module)).masks(amount).getFirst())
                        .toList();
            };
        };
    }
}
