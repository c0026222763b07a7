package org.headlinebench.optimization;

import java.util.HashSet;
import java.util.Set;

import org.headlinebench.optimization.Prune.Dim;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Bytes of a stack's linear modules after pruning. Where rows of gate and up are removed, how many intermediate values
 * both still need is known from the weights alone, so there the estimate is an upper bound.
 */
final class PrunedShape {
    private static final int INDEX_BYTES = 8;
    private final Stack stack;
    private final Set<String> selected = new HashSet<>();

    PrunedShape(Stack stack, ModelConfiguration model) {
        this.stack = stack;
        if (stack.prune().shrinks()) {
            stack.prune().selection().of(model).forEach(module -> selected.add(module.name()));
        }
    }

    long bytes(LinearModule module) {
        if (!(stack.prune() instanceof Prune.Structured prune)) {
            return stack.quantize().bytes(module.rows(), module.columns(), stack.precision());
        }
        boolean isSelected = selected.contains(module.name());
        boolean input = prune.dim() == Dim.INPUT;
        boolean isMlp = module.name().contains(".mlp.");
        boolean isDown = module.name().endsWith(".down_proj");
        String mlp = module.name().substring(0, module.name().lastIndexOf('.') + 1);
        boolean losesIntermediates = isMlp && (input
                ? selected.contains(mlp + "down_proj")
                : selected.contains(mlp + "gate_proj") || selected.contains(mlp + "up_proj"));
        boolean losesRows = isMlp && !isDown ? losesIntermediates : isSelected && !input;
        boolean losesColumns = isDown ? losesIntermediates : isSelected && input;
        long rows = losesRows ? left(module.rows(), prune) : module.rows();
        long columns = losesColumns ? left(module.columns(), prune) : module.columns();
        long index = (losesColumns && !isDown ? columns : 0)
                + (losesRows && !(isMlp && !isDown) ? module.rows() : 0);
        return stack.quantize().bytes(rows, columns, stack.precision()) + index * INDEX_BYTES;
    }

    private long left(int size, Prune.Structured prune) {
        int block = stack.quantize().block();
        long left = size - (long) Math.rint(prune.amount() * size);
        return Math.max(1, (left + block - 1) / block) * block;
    }
}
