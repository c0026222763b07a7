package org.headlinebench.optimization;

import java.util.HashSet;
import java.util.Set;

import org.headlinebench.optimization.Prune.Dim;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.ModuleNames;

/**
 * Bytes of a stack's linear modules after pruning. Where rows of gate and up are removed, how many intermediate values
 * both still need is known from the weights alone, so there the estimate is an upper bound.
 */
final class PrunedShape {
    private static final int INDEX_BYTES = 8;
    private final Stack stack;
    private final ModelFamily family;
    private final Set<String> selected = new HashSet<>();

    PrunedShape(Stack stack, ModelConfiguration model) {
        this.stack = stack;
        this.family = model.family();
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
        boolean isMlp = module.isMlp();
        boolean isDown = module.part() == LinearModule.Part.MLP_OUTPUT;
        boolean losesIntermediates = isMlp && losesIntermediates(module.layer(), input);
        boolean sharesRows = isMlp && !isDown && (input || !family.hasBiasesEverywhere());
        boolean losesRows = sharesRows ? losesIntermediates : isSelected && !input;
        boolean losesColumns = isDown ? losesIntermediates : isSelected && input;
        long rows = losesRows ? left(module.rows(), prune) : module.rows();
        long columns = losesColumns ? left(module.columns(), prune) : module.columns();
        long index = (losesColumns && !isDown ? columns : 0)
                + (losesRows && !sharesRows ? module.rows() : 0);
        return stack.quantize().bytes(rows, columns, stack.precision()) + index * INDEX_BYTES;
    }

    /** As the engine's plan: where biases follow the rows, a removed row of the MLP's input leaves its bias. */
    private boolean losesIntermediates(int layer, boolean input) {
        ModuleNames names = family.modules();
        return input
                ? selected.contains(names.layer(layer) + names.mlpOutput())
                : !family.hasBiasesEverywhere() && names.mlpInputs()
                        .stream()
                        .anyMatch(name -> selected.contains(names.layer(layer) + name));
    }

    private long left(int size, Prune.Structured prune) {
        int block = stack.quantize().block();
        long left = size - (long) Math.rint(prune.amount() * size);
        return Math.max(1, (left + block - 1) / block) * block;
    }
}
