package org.headlinebench.optimization;

import java.util.OptionalInt;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;

/** What a GPU cannot do, and what its recorded and fused steps ask for; a part of {@link StackRules}. */
final class GpuRules {
    /** A vector of bfloat16 lies in the 48 KiB of memory that a block of threads may share. */
    private static final int MOST_FUSED_WIDTH = 20_000;

    private GpuRules() {}

    /** Accepts a stack on a GPU or refuses it, whatever the model. */
    static void check(Stack stack) {
        switch (stack.execution()) {
            case EAGER -> {
            }
            case CUDA_GRAPH -> checkGraph(stack);
            case FUSED -> {
                checkGraph(stack);
                checkFused(stack);
            }
        }
        if (stack.cache() instanceof Cache.Offloaded offloaded) {
            throw new UserError("'place=offloaded' is not built for GPUs in this version.",
                    StackRules.nearest(stack.with(offloaded.layout() instanceof Cache.Hybrid
                            ? new Cache.Dynamic()
                            : offloaded.held())));
        }
        if (stack.attention() == Attention.FLASH) {
            throw new UserError("'attention=flash' takes no mask on GPUs, and the tokens of a prompt need one here;"
                    + " the kernel of GPUs that never holds all scores and takes one is memory-efficient.",
                    StackRules.nearest(stack.with(Attention.MEMORY_EFFICIENT)));
        }
    }

    /** A recorded step finds everything where it was: the cache does not move, and nothing waits for a value on the host. */
    private static void checkGraph(Stack stack) {
        if (!(stack.cache() instanceof Cache.Static)) {
            throw new UserError("A CUDA graph replays with the tensors it was recorded with, and '"
                    + stack.cache().choice().text() + "' makes new ones for each token.",
                    StackRules.nearest(stack.with(new Cache.Static(OptionalInt.empty()))));
        }
        if (!(stack.decoding() instanceof Decoding.Greedy) || !(stack.batching() instanceof Batching.Single)
                || stack.placement() instanceof Placement.Offload) {
            throw new UserError(
                    "'execution=" + stack.execution().word()
                            + "' records the greedy step of one sequence with all layers on the"
                            + " device in this version.",
                    StackRules.nearest(stack.with(new Decoding.Greedy())
                            .with(new Batching.Single())
                            .with(new Placement.Device())));
        }
        if (stack.quantize() instanceof Quantize.Int8Dynamic || stack.quantize() instanceof Quantize.Float4
                || stack.quantize() instanceof Quantize.Few || stack.quantize() instanceof Quantize.Int4Dynamic) {
            throw new UserError("'" + stack.quantize().choice().text() + "' brings values from the host into every"
                    + " product, which a CUDA graph cannot record.",
                    StackRules.nearest(stack.with(new Quantize.Int4(32, false))));
        }
    }

    private static void checkFused(Stack stack) {
        String graph = StackRules.nearest(stack.with(Execution.CUDA_GRAPH));
        if (stack.precision() != Precision.BFLOAT16 || !(stack.quantize() instanceof Quantize.None)) {
            throw new UserError("'execution=fused' has kernels for bfloat16 weights alone in this version.", graph);
        }
        if (stack.prune().shrinks() || stack.attention() != Attention.SDPA || stack.rope().logn()) {
            throw new UserError("'execution=fused' has kernels for whole matrices and its own attention, without logn"
                    + " scaling.", graph);
        }
        if (stack.cache() instanceof Cache.Static(OptionalInt max)
                && max.orElse(0) > Execution.MOST_FUSED_POSITIONS) {
            throw new UserError("'execution=fused' holds at most " + Execution.MOST_FUSED_POSITIONS
                    + " positions in this version.", graph);
        }
    }

    /** Accepts a stack for a model or refuses it: the fused kernels load eight numbers at a time, and know one way of layers. */
    static void check(Stack stack, ModelConfiguration model) {
        if (stack.execution() != Execution.FUSED) {
            return;
        }
        boolean fits = model.family() != ModelFamily.OPT && (model.headSize() == 64 || model.headSize() == 128)
                && model.hiddenSize() % 8 == 0 && model.intermediateSize() % 8 == 0
                && model.hiddenSize() <= MOST_FUSED_WIDTH && model.intermediateSize() <= MOST_FUSED_WIDTH
                && model.querySize() <= MOST_FUSED_WIDTH;
        if (!fits) {
            throw new UserError("'execution=fused' has kernels for models of the families Llama, Mistral and Qwen2 with"
                    + " heads of 64 or 128 and widths of at most " + MOST_FUSED_WIDTH + ".",
                    StackRules.nearest(stack.with(Execution.CUDA_GRAPH)));
        }
    }
}
