package org.headlinebench.optimization;

/**
 * How the weights of the linear layers are stored in fewer bits. The head is left in the stack's precision unless
 * {@code head=true} asks for it too: that is the convention (bitsandbytes, GPTQ, AWQ), and it keeps a small model's
 * quality; the embedding is never quantized.
 */
public sealed interface Quantize {
    /** As they are, in the stack's precision. */
    record None() implements Quantize {}

    /**
     * W8A16: signed bytes with one bfloat16 scale per output channel, symmetric. {@code scale = bfloat16(max|w| / 127)},
     * {@code code = round(w / scale)}.
     *
     * @param head whether the head is quantized as well
     */
    record Int8(boolean head) implements Quantize {}

    /**
     * Four bits with a bfloat16 scale and zero per group of consecutive weights of a row, affine (gpt-fast's
     * {@code get_group_qparams}): {@code scale = (max - min) / 15}, {@code zero = min + 8 scale},
     * {@code w = (code - 8) scale + zero}.
     *
     * @param group weights that share a scale: 32, 64 or 128
     * @param head  whether the head is quantized as well
     */
    record Int4(int group, boolean head) implements Quantize {
        public Int4 {
            if (group != 32 && group != 64 && group != 128) {
                throw new IllegalArgumentException("groups have 32, 64 or 128 weights, not " + group);
            }
        }
    }

    static Quantize of(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "int8" -> new Int8(choice.accept("head").flag("head").orElse(false));
            case "int4" -> {
                Choice named = choice.accept("group", "head");
                yield new Int4(named.oneOf("group", 32, 64, 128).orElse(32), named.flag("head").orElse(false));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case None _ -> Choice.of("none");
            case Int8(boolean head) -> Choice.of("int8").with("head", head);
            case Int4(int group, boolean head) -> Choice.of("int4").with("group", group).with("head", head);
        };
    }

    /** Whether the head's matrix is among what is quantized. */
    default boolean quantizesHead() {
        return switch (this) {
            case None _ -> false;
            case Int8(boolean head) -> head;
            case Int4(_, boolean head) -> head;
        };
    }

    /** Bytes of a matrix of a linear layer, scales and zeros included. */
    default long bytes(long rows, long columns, Precision precision) {
        return switch (this) {
            case None _ -> rows * columns * precision.bytes();
            case Int8 _ -> rows * columns + rows * Precision.BFLOAT16.bytes();
            case Int4(int group, _) -> rows * columns / 2 + 2 * rows * (columns / group) * Precision.BFLOAT16.bytes();
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "not quantized";
            case Int8(boolean head) -> "int8" + (head ? " with head" : "");
            case Int4(int group, boolean head) -> "int4 group " + group + (head ? " with head" : "");
        };
    }
}
