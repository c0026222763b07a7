package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.quantize.Quantizer;
import org.headlinebench.optimization.Attention;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelFamily;

/**
 * Which TorchScript text implements each axis of a stack.
 *
 * @param family    the decoder's text
 * @param linear    matrix products
 * @param head      the product of the head
 * @param cache     keys and values, and which of them a token sees
 * @param attention the attention product
 * @param placement where the layers' weights are
 * @param kernels   what computes the matrix products, for the run's facts
 */
record ProgramParts(String family, List<String> linear, String head, List<String> cache, String attention,
        String placement, String kernels) {
    static ProgramParts of(ModelFamily family, Stack stack) {
        return new ProgramParts(switch (family) {
            case LLAMA, MISTRAL, QWEN2 -> "family/llama";
            case OPT -> "family/opt";
        }, linear(stack), head(stack), Caches.texts(stack.cache()), attention(stack.attention()),
                stack.placement().layersOnHost() > 0 ? "placement/streamed" : "placement/device", kernels(stack));
    }

    private static String attention(Attention attention) {
        return switch (attention) {
            case EAGER -> "attention/eager";
            case SDPA -> "attention/sdpa";
            case MATH -> "attention/math";
            case FLASH -> "attention/flash";
            case MEMORY_EFFICIENT -> throw new IllegalArgumentException("refused by StackRules");
        };
    }

    /** The ATen operator that computes attention, for the run's facts. */
    static String attentionKernel(Attention attention) {
        return switch (attention) {
            case EAGER -> "ATen matmul, softmax, matmul";
            case SDPA -> "ATen scaled_dot_product_attention";
            case MATH -> "ATen _scaled_dot_product_attention_math";
            case FLASH -> "ATen _scaled_dot_product_flash_attention_for_cpu";
            case MEMORY_EFFICIENT -> throw new IllegalArgumentException("refused by StackRules");
        };
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
                List.of("weights", "decoder", family, head, attention, placement, "choice/greedy", "choice/sample",
                        "choice/speculate", "choice/score"));
        all.addAll(linear);
        all.addAll(cache);
        return List.copyOf(all);
    }
}
