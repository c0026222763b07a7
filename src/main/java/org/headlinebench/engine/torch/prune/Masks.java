package org.headlinebench.engine.torch.prune;

import java.util.List;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.optimization.Prune;

/** Which weights of some modules become zero. */
public final class Masks {
    private Masks() {}

    /**
     * Finds a mask for each module that is pruned without losing rows or columns.
     *
     * @param ranks the values by which it is decided, of every module that is pruned with them
     * @return in that order; empty where none is
     */
    public static List<? extends Mask> of(Prune prune, List<? extends RowSource> ranks) {
        return switch (prune) {
            case Prune.None _,Prune.Structured _ -> List.of();
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
