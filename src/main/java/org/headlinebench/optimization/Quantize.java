package org.headlinebench.optimization;

import java.util.Optional;

/**
 * How the weights of the linear layers are stored in fewer bits. The head is left in the stack's precision unless
 * {@code head=true} asks for it too: that is the convention (bitsandbytes, GPTQ, AWQ), and it keeps a small model's
 * quality; the embedding is never quantized.
 */
public sealed interface Quantize {
    /** Consecutive weights that share a scale in bitsandbytes' four-bit types. */
    int FLOAT4_BLOCK = 64;

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
     * W8A8: LLM.int8 (Dettmers et al. 2022). Weights and activations in signed bytes with a scale per row; columns in
     * which an activation reaches the threshold are multiplied apart, in the activations' own type.
     *
     * @param threshold magnitude of an outlier; 0: none is split off
     */
    record Int8Dynamic(double threshold) implements Quantize {}

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

    /**
     * Four-bit floating point of bitsandbytes (Dettmers et al. 2023, QLoRA): an index into a table of 16 numbers, times
     * the largest magnitude of its block of {@value #FLOAT4_BLOCK}.
     *
     * @param table   the numbers
     * @param twice   whether the blocks' scales are quantized as well (double quantization), in blocks of 256
     * @param compute the type of products with dequantized weights; absent: the stack's precision
     */
    record Float4(Table table, boolean twice, Optional<Precision> compute) implements Quantize {}

    /** The numbers of a four-bit floating point. */
    enum Table {
        /** Quantiles of a normal distribution. */
        NF4("nf4"),
        /** Two bits of exponent, one of mantissa. */
        FP4("fp4");

        private final String word;

        Table(String word) {
            this.word = word;
        }

        /** The name as it is written. */
        public String word() {
            return word;
        }
    }

    static Quantize of(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "int8" -> new Int8(choice.accept("head").flag("head").orElse(false));
            case "int8-dynamic" ->
                new Int8Dynamic(choice.accept("threshold").number("threshold", 0, 1e6).orElse(6));
            case "int4" -> {
                Choice named = choice.accept("group", "head");
                yield new Int4(named.oneOf("group", 32, 64, 128).orElse(32), named.flag("head").orElse(false));
            }
            case "nf4" -> float4(Table.NF4, choice);
            case "fp4" -> float4(Table.FP4, choice);
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case None _ -> Choice.of("none");
            case Int8(boolean head) -> Choice.of("int8").with("head", head);
            case Int8Dynamic(double threshold) -> Choice.of("int8-dynamic").with("threshold", threshold);
            case Int4(int group, boolean head) -> Choice.of("int4").with("group", group).with("head", head);
            case Float4(Table table, boolean twice, var compute) when compute.isPresent() ->
                Choice.of(table.word()).with("double", twice).with("compute", compute.get().word());
            case Float4(Table table, boolean twice, _) -> Choice.of(table.word()).with("double", twice);
        };
    }

    /** Rows and columns of a matrix come to its kernel in multiples of this. */
    default int block() {
        return switch (this) {
            case None _,Int8Dynamic _ -> 1;
            case Int8 _ -> 16;
            case Int4(int group, _) -> group;
            case Float4 _ -> FLOAT4_BLOCK;
        };
    }

    /** Whether the head's matrix is among what is quantized. */
    default boolean quantizesHead() {
        return switch (this) {
            case None _,Int8Dynamic _,Float4 _ -> false;
            case Int8(boolean head) -> head;
            case Int4(_, boolean head) -> head;
        };
    }

    /** Bytes of the matrix of one linear module, scales and zeros included. */
    default long bytes(long rows, long columns, Precision precision) {
        long weights = rows * columns;
        return switch (this) {
            case None _ -> weights * precision.bytes();
            case Int8 _ -> weights + rows * Precision.BFLOAT16.bytes();
            case Int8Dynamic _ -> weights + rows * Float.BYTES;
            case Int4(int group, _) -> weights / 2 + 2 * weights / group * Precision.BFLOAT16.bytes();
            case Float4(_, boolean twice, _) when twice -> {
                long blocks = weights / FLOAT4_BLOCK;
                yield weights / 2 + blocks + (blocks + 255) / 256 * Float.BYTES + Float.BYTES;
            }
            case Float4 _ -> weights / 2 + weights / FLOAT4_BLOCK * Float.BYTES;
        };
    }

    /** Of {@link #bytes}, those of scales and zeros. */
    default long scaleBytes(long rows, long columns) {
        long weights = rows * columns;
        return switch (this) {
            case None _ -> 0;
            case Int8 _,Int8Dynamic _ -> bytes(rows, columns, Precision.BFLOAT16) - weights;
            case Int4 _,Float4 _ -> bytes(rows, columns, Precision.BFLOAT16) - weights / 2;
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "not quantized";
            case Int8(boolean head) -> "int8" + (head ? " with head" : "");
            case Int8Dynamic(double threshold) -> "int8-dynamic" + (threshold == 6 ? "" : " threshold " + threshold);
            case Int4(int group, boolean head) -> "int4 group " + group + (head ? " with head" : "");
            case Float4(Table table, boolean twice, var compute) -> table.word() + (twice ? " double" : "")
                    + compute.map(type -> " computed in " + type.word()).orElse("");
        };
    }

    private static Quantize float4(Table table, Choice choice) {
        Choice named = choice.accept("double", "compute");
        return new Float4(table, named.flag("double").orElse(false),
                named.word("compute", Axis.PRECISION.choices()).map(Precision::named));
    }
}
