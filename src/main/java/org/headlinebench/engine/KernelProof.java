package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Attention;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;

/** Whether the operators that a profiler saw in a pass are those of the stack's attention and matrix products. */
final class KernelProof {
    private static final String SDPA = "aten::scaled_dot_product_attention";
    private static final String MATH = "aten::_scaled_dot_product_attention_math";
    private static final String FLASH = "aten::_scaled_dot_product_flash_attention";
    private static final String EFFICIENT = "aten::_scaled_dot_product_efficient_attention";

    private static final String INT8 = "aten::_weight_int8pack_mm";
    private static final String SHIFT = "aten::bitwise_right_shift";
    private static final Set<String> PACKED = Set.of(INT8, "aten::_weight_int4pack_mm_for_cpu",
            "aten::_weight_int4pack_mm", "aten::_int_mm");

    private KernelProof() {}

    static List<String> of(Stack stack, DeviceKind device, Set<String> operators) {
        var proofs = new ArrayList<String>();
        proofs.add(attention(stack.attention(), operators));
        String written = "quantize=" + stack.quantize().choice().text();
        for (Set<String> alternatives : products(stack.quantize(), device)) {
            Set<String> ran = new TreeSet<>(alternatives);
            ran.retainAll(operators);
            ProofOfEffect.require(!ran.isEmpty(), written, String.join(" or ", alternatives) + " did not run");
            proofs.add("quantize kernel " + String.join(", ", ran) + " ran");
        }
        if (dequantizes(stack.quantize(), device)) {
            Set<String> packed = new TreeSet<>(PACKED);
            packed.retainAll(operators);
            ProofOfEffect.require(packed.isEmpty(), written, "its products dequantize, but " + packed + " ran");
        }
        return proofs;
    }

    private static String attention(Attention attention, Set<String> operators) {
        Set<String> seen = operators.stream()
                .filter(name -> name.contains("scaled_dot_product"))
                .collect(Collectors.toCollection(TreeSet::new));
        String found = seen.isEmpty() ? "none of libtorch's attention kernels ran" : String.join(", ", seen) + " ran";
        boolean isProven = switch (attention) {
            case EAGER -> seen.isEmpty() && operators.stream().anyMatch(name -> name.endsWith("softmax"));
            case SDPA -> seen.contains(SDPA) || has(seen, FLASH) || has(seen, EFFICIENT);
            case MATH -> seen.contains(MATH) && !has(seen, FLASH) && !has(seen, EFFICIENT) && !seen.contains(SDPA);
            case FLASH -> has(seen, FLASH) && !seen.contains(MATH) && !has(seen, EFFICIENT);
            // The prompt's pass goes through libtorch's kernels; only joining runs takes exponentials by themselves.
            case FLASH_DECODING -> operators.contains("aten::exp");
            case MEMORY_EFFICIENT -> has(seen, EFFICIENT) && !seen.contains(MATH) && !has(seen, FLASH);
        };
        ProofOfEffect.require(isProven, "attention=" + attention.word(), found);
        return "attention " + attention.word() + ": " + found;
    }

    /** The CPU's kernel has another ending. */
    private static boolean has(Set<String> seen, String beginning) {
        return seen.stream().anyMatch(name -> name.startsWith(beginning));
    }

    /** The operators without which a quantization would be a label: one of each set. */
    private static List<Set<String>> products(Quantize quantize, DeviceKind device) {
        String int4 = device == DeviceKind.CPU ? "aten::_weight_int4pack_mm_for_cpu" : "aten::_weight_int4pack_mm";
        return switch (quantize.packed()) {
            case Quantize.None _ -> List.of();
            case Quantize.Int8 _ -> device == DeviceKind.CPU ? List.of(Set.of(INT8)) : List.of(Set.of("aten::linear"));
            case Quantize.Int4 _ -> List.of(Set.of(int4));
            case Quantize.Int8Dynamic _ -> List.of(Set.of("aten::_int_mm"));
            // Codes come out of their bytes by shifts, floating-point ones then out of the table.
            case Quantize.Few _ -> List.of(Set.of(SHIFT), Set.of("aten::linear"));
            case Quantize.Float4 _ -> List.of(Set.of(SHIFT), Set.of("aten::index_select"), Set.of("aten::linear"));
            case Quantize.Int4Dynamic _ -> List.of(Set.of(SHIFT), Set.of("aten::round"), Set.of("aten::linear"));
            case Quantize.Stored _ -> device == DeviceKind.CPU
                    ? List.of(Set.of(int4, INT8))
                    : List.of(Set.of(int4, "aten::linear"));
            case Quantize.Gptq _,Quantize.Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    /** Whether no packed kernel may have run. */
    private static boolean dequantizes(Quantize quantize, DeviceKind device) {
        return switch (quantize.packed()) {
            case Quantize.Few _,Quantize.Float4 _,Quantize.Int4Dynamic _ -> true;
            case Quantize.Int8 _ -> device == DeviceKind.CUDA;
            case Quantize.None _,Quantize.Int4 _,Quantize.Int8Dynamic _,Quantize.Stored _ -> false;
            case Quantize.Gptq _,Quantize.Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }
}
