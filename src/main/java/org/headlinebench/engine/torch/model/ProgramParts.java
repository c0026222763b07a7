package org.headlinebench.engine.torch.model;

import java.util.List;

import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelFamily;

/**
 * Which TorchScript text implements each axis of a stack.
 *
 * @param family    the decoder's text
 * @param linear    matrix products
 * @param cache     keys and values
 * @param attention the attention product
 */
record ProgramParts(String family, String linear, String cache, String attention) {
    static ProgramParts of(ModelFamily family, Stack stack) {
        return new ProgramParts(switch (family) {
            case LLAMA, MISTRAL, QWEN2 -> "family/llama";
        }, linear(stack.precision()), switch (stack.cache()) {
            case Cache.None _ -> "cache/none";
            case Cache.Dynamic _ -> "cache/dynamic";
            case Cache.Static _ -> "cache/static";
        }, "attention/sdpa");
    }

    /** oneDNN has no float16 kernels for CPUs without native float16 arithmetic; the dense product is faster there. */
    private static String linear(Precision precision) {
        return switch (precision) {
            case FLOAT32, BFLOAT16 -> "linear/packed";
            case FLOAT16 -> "linear/dense";
        };
    }

    boolean packsWeights() {
        return linear.equals("linear/packed");
    }

    List<String> resources() {
        return List.of("weights", family, linear, cache, attention, "choice/greedy", "choice/sample",
                "choice/speculate");
    }
}
