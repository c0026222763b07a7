package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.cuda.FusedFormat;
import org.headlinebench.engine.torch.cuda.RecordedSteps;
import org.headlinebench.engine.torch.quantize.Quantizer;
import org.headlinebench.optimization.Attention;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelFamily;

/**
 * Which TorchScript text implements each axis of a stack.
 *
 * @param family    the decoder's text
 * @param norm      the norm before attention, MLP and head
 * @param linear    matrix products
 * @param head      the product of the head
 * @param cache     keys and values, and which of them a token sees
 * @param attention the attention product
 * @param placement where the layers' weights are
 * @param kernels   what computes the matrix products, for the run's facts
 * @param attentionKernel what computes attention, for the run's facts
 * @param fused     what hands weights over to kernels of our own, where they compute the steps
 */
record ProgramParts(String family, String norm, List<String> linear, String head, List<String> cache, String attention,
        String placement, String kernels, String attentionKernel, List<String> fused) {
    static ProgramParts of(ModelFamily family, Stack stack, DeviceKind device) {
        return new ProgramParts(switch (family) {
            case LLAMA, MISTRAL, QWEN2 -> "family/llama";
            case OPT -> "family/opt";
        }, norm(family, device), linear(stack, device), head(stack, device), Caches.texts(stack.cache()),
                attention(stack.attention(), device),
                stack.placement().layersOnHost() > 0 ? "placement/streamed" : "placement/device",
                kernels(stack, device), attentionKernel(stack.attention(), device), fused(stack));
    }

    private static List<String> fused(Stack stack) {
        return stack.execution() == Execution.FUSED
                ? List.of("fused/rows(ROWS=" + RecordedSteps.MOST_ROWS + ")",
                        FusedFormat.of(stack.quantize()).orElseThrow().text())
                : List.of();
    }

    private static String norm(ModelFamily family, DeviceKind device) {
        return switch (family) {
            case LLAMA, MISTRAL, QWEN2 -> device == DeviceKind.CPU ? "norm/doubled" : "norm/fused";
            case OPT -> "norm/layer";
        };
    }

    private static String attention(Attention attention, DeviceKind device) {
        return switch (attention) {
            case EAGER -> "attention/eager";
            case SDPA -> device == DeviceKind.CPU ? "attention/sdpa" : "attention/sdpa_cuda";
            case MATH -> "attention/math";
            case FLASH -> "attention/flash";
            case MEMORY_EFFICIENT -> "attention/memory_efficient";
            case FLASH_DECODING -> "attention/flash_decoding(SPLIT=" + Attention.SPLIT + ")";
        };
    }

    /** The ATen operator that computes attention, for the run's facts. */
    private static String attentionKernel(Attention attention, DeviceKind device) {
        return switch (attention) {
            case EAGER -> "ATen matmul, softmax, matmul";
            case SDPA -> device == DeviceKind.CPU
                    ? "ATen scaled_dot_product_attention"
                    : "ATen _scaled_dot_product_flash_attention, efficient with a mask and in float32";
            case MATH -> "ATen _scaled_dot_product_attention_math";
            case FLASH -> "ATen _scaled_dot_product_flash_attention_for_cpu";
            case MEMORY_EFFICIENT -> "ATen _scaled_dot_product_efficient_attention";
            case FLASH_DECODING -> "ATen matmul over runs of " + Attention.SPLIT
                    + " tokens side by side, scaled_dot_product_attention up to there";
        };
    }

    private static List<String> linear(Stack stack, DeviceKind device) {
        return Quantizer.of(stack.quantize(), stack.precision(), device)
                .map(quantizer -> quantizer.programFor(stack.precision(), stack.prune().shrinks()))
                .orElse(stack.prune().shrinks()
                        ? List.of("activation/same", "linear/shrunk",
                                "linear/" + floats(stack.precision(), device) + "_product")
                        : List.of(
                                "linear/" + (device == DeviceKind.CPU ? floats(stack.precision(), device) : "cublas")));
    }

    private static String head(Stack stack, DeviceKind device) {
        if (stack.quantize().quantizesHead()) {
            return stack.prune().shrinks() ? "head/product" : "head/same";
        }
        boolean isPlain = stack.quantize() instanceof Quantize.None && !stack.prune().shrinks();
        return isPlain ? "head/same" : "head/" + floats(stack.precision(), device);
    }

    private static String kernels(Stack stack, DeviceKind device) {
        String floats = device == DeviceKind.CUDA
                ? "cuBLAS"
                : packsFloats(stack.precision(), device) ? "oneDNN, packed" : "ATen linear";
        return Quantizer.of(stack.quantize(), stack.precision(), device)
                .map(quantizer -> quantizer.kernel()
                        + (stack.precision() == quantizer.activations()
                                ? ""
                                : ", activations in " + quantizer.activations().word())
                        + (stack.quantize().quantizesHead() ? "" : "; head: " + floats))
                .orElse(floats);
    }

    /**
     * Whether matrices are packed by oneDNN, into a copy of their own. It has no float16 kernels for CPUs without native
     * float16 arithmetic; the dense product is faster there.
     */
    static boolean packsFloats(Precision precision, DeviceKind device) {
        return device == DeviceKind.CPU && precision != Precision.FLOAT16;
    }

    private static String floats(Precision precision, DeviceKind device) {
        return packsFloats(precision, device) ? "packed" : "dense";
    }

    List<String> resources() {
        var all = new ArrayList<>(
                List.of("weights", "decoder", family, norm, head, attention, placement, "execution/turn",
                        "choice/greedy",
                        "choice/sample", "choice/each",
                        "choice/speculate", "choice/score"));
        all.addAll(linear);
        all.addAll(cache);
        all.addAll(fused);
        return List.copyOf(all);
    }
}
