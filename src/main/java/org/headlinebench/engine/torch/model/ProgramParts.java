package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.engine.torch.quantize.Quantizer;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelFamily;

/**
 * Which TorchScript text implements each axis of a stack.
 *
 * @param family    what the family does in its own way
 * @param linear    matrix products
 * @param head      the product of the head
 * @param cache     keys and values
 * @param attention the attention product
 * @param kernels   what computes the matrix products, for the run's facts
 */
record ProgramParts(String family, List<String> linear, String head, String cache, String attention,
        String kernels) {
    static ProgramParts of(ModelFamily family, Stack stack) {
        return new ProgramParts(switch (family) {
            case LLAMA, MISTRAL, QWEN2 -> "family/llama";
            case OPT -> "family/opt";
        }, linear(stack), head(stack), switch (stack.cache()) {
            case Cache.None _ -> "cache/none";
            case Cache.Dynamic _ -> "cache/dynamic";
            case Cache.Static _ -> "cache/static";
        }, "attention/sdpa", kernels(stack));
    }

    private static List<String> linear(Stack stack) {
        return Quantizer.of(stack.quantize(), stack.precision())
                .map(quantizer -> quantizer.programFor(stack.precision(), stack.prune().shrinks()))
                .orElse(stack.prune().shrinks()
                        ? List.of("activation/same", "linear/shrunk",
                                "linear/" + floats(stack.precision()) + "_product")
                        : List.of("linear/" + floats(stack.precision())));
    }

    private static String head(Stack stack) {
        if (stack.quantize().quantizesHead()) {
            return stack.prune().shrinks() ? "head/product" : "head/same";
        }
        boolean isPlain = stack.quantize() instanceof Quantize.None && !stack.prune().shrinks();
        return isPlain ? "head/same" : "head/" + floats(stack.precision());
    }

    private static String kernels(Stack stack) {
        String floats = stack.precision() == Precision.FLOAT16 ? "ATen linear" : "oneDNN, packed";
        return Quantizer.of(stack.quantize(), stack.precision())
                .map(quantizer -> quantizer.kernel()
                        + (stack.precision() == quantizer.activations()
                                ? ""
                                : ", activations in " + quantizer.activations().word())
                        + (stack.quantize().quantizesHead() ? "" : "; head: " + floats))
                .orElse(floats);
    }

    /** oneDNN has no float16 kernels for CPUs without native float16 arithmetic; the dense product is faster there. */
    private static String floats(Precision precision) {
        return switch (precision) {
            case FLOAT32, BFLOAT16 -> "packed";
            case FLOAT16 -> "dense";
        };
    }

    List<String> resources() {
        var all = new ArrayList<>(
                List.of("weights", "decoder", family, head, cache, attention, "choice/greedy", "choice/sample",
                        "choice/speculate", "choice/score"));
        all.addAll(linear);
        return List.copyOf(all);
    }
}
