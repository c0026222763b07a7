package org.headlinebench.optimization;

import java.util.OptionalInt;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;

/** What a GPU cannot do, and what its recorded and fused steps ask for; a part of {@link StackRules}. */
final class GpuRules {
    /** An input vector of bfloat16 lies in the memory that a block of threads shares, with room for weights beside it. */
    private static final int MOST_FUSED_WIDTH = 40_000;
    /** Columns of the smallest tile, rows of a matrix that are multiplied together, query heads whose sums fit registers. */
    private static final int TILE = 64;
    private static final int STRIP = 8;
    private static final int MOST_QUERIES = 8;

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
        if (!isRecorded(stack) || !(stack.batching() instanceof Batching.Single)
                || stack.placement() instanceof Placement.Offload) {
            throw new UserError(
                    "'execution=" + stack.execution().word()
                            + "' records the greedy step of one sequence with all layers on the"
                            + " device in this version"
                            + (stack.execution() == Execution.FUSED ? ", of proposals too." : "."),
                    StackRules.nearest(stack.with(new Decoding.Greedy())
                            .with(new Batching.Single())
                            .with(new Placement.Device())));
        }
        boolean isTable = stack.quantize() instanceof Quantize.Float4 && stack.execution() == Execution.CUDA_GRAPH;
        if (stack.quantize() instanceof Quantize.Int8Dynamic || isTable
                || stack.quantize() instanceof Quantize.Few || stack.quantize() instanceof Quantize.Int4Dynamic) {
            throw new UserError("'" + stack.quantize().choice().text() + "' brings values from the host into every"
                    + " product, which a CUDA graph cannot record.",
                    StackRules.nearest(stack.with(new Quantize.Int4(32, false))));
        }
    }

    /** Greedy steps, and where kernels of our own take several tokens at once, the verification of greedy proposals. */
    private static boolean isRecorded(Stack stack) {
        return switch (stack.decoding()) {
            case Decoding.Greedy _ -> true;
            case Decoding.Sample _ -> false;
            case Decoding.Speculative speculative ->
                stack.execution() == Execution.FUSED && speculative.rule() instanceof Decoding.Greedy;
            case Decoding.PromptLookup lookup ->
                stack.execution() == Execution.FUSED && lookup.rule() instanceof Decoding.Greedy;
        };
    }

    private static void checkFused(Stack stack) {
        String graph = StackRules.nearest(stack.with(Execution.CUDA_GRAPH)
                .with(stack.decoding() instanceof Decoding.Plain ? stack.decoding() : new Decoding.Greedy()));
        if (stack.precision() != Precision.BFLOAT16) {
            throw new UserError("'execution=fused' has kernels for activations in bfloat16 alone in this version.",
                    graph);
        }
        if (!hasFusedFormat(stack.quantize())) {
            throw new UserError(
                    "'execution=fused' has kernels for layers in bfloat16, int8, int4, nf4 and fp4 with a head"
                            + " in bfloat16, and what GPTQ and AWQ make of them.",
                    StackRules.nearest(stack.with(new Quantize.Int4(64, false))));
        }
        if (stack.prune().shrinks() || stack.attention() != Attention.SDPA || stack.rope().logn()) {
            throw new UserError("'execution=fused' has kernels for whole matrices and its own attention, without logn"
                    + " scaling.", graph);
        }
    }

    /** Whether {@code resources/cuda} has a reader for the layers' weights. */
    static boolean hasFusedFormat(Quantize quantize) {
        return switch (quantize.packed()) {
            case Quantize.None _ -> true;
            case Quantize.Int8(boolean head, var compute) -> !head && compute.isEmpty();
            case Quantize.Int4(_, boolean head) -> !head;
            case Quantize.Float4(_, _, var compute) -> compute.isEmpty();
            case Quantize.Few _,Quantize.Int4Dynamic _,Quantize.Int8Dynamic _,Quantize.Stored _,Quantize.Gptq _,Quantize.Awq _ ->
                false;
        };
    }

    /** Accepts a stack for a model or refuses it: the fused kernels multiply tiles, and know one way of layers. */
    static void check(Stack stack, ModelConfiguration model) {
        if (stack.execution() != Execution.FUSED) {
            return;
        }
        boolean fits = model.family() != ModelFamily.OPT && (model.headSize() == 64 || model.headSize() == 128)
                && model.attentionHeads() / model.keyValueHeads() <= MOST_QUERIES
                && model.hiddenSize() % TILE == 0 && model.intermediateSize() % TILE == 0
                && model.vocabularySize() % STRIP == 0
                && model.hiddenSize() <= MOST_FUSED_WIDTH && model.intermediateSize() <= MOST_FUSED_WIDTH;
        if (!fits) {
            throw new UserError("'execution=fused' has kernels for models of the families Llama, Mistral and Qwen2 with"
                    + " heads of 64 or 128, at most " + MOST_QUERIES + " to a group of keys and values, widths that are"
                    + " multiples of " + TILE + " up to " + MOST_FUSED_WIDTH
                    + ", and a vocabulary that is a multiple of "
                    + STRIP + ".",
                    StackRules.nearest(stack.with(Execution.CUDA_GRAPH)));
        }
    }
}
