package org.headlinebench.optimization;

import java.util.Optional;
import java.util.OptionalInt;

import org.headlinebench.failure.UserError;

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
     * @param head    whether the head is quantized as well
     * @param compute the type of the activations that are multiplied with them; absent: bfloat16
     */
    record Int8(boolean head, Optional<Precision> compute) implements Quantize {
        /** With activations in bfloat16. */
        public Int8(boolean head) {
            this(head, Optional.empty());
        }
    }

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
     * Three or two bits in groups by the formula of {@link Int4} (gpt-fast's {@code get_group_qparams} has the bits as a
     * parameter): {@code scale = (max - min) / (2^bits - 1)}. No kernel of libtorch multiplies with them.
     *
     * @param bits  3 or 2
     * @param group weights that share a scale and a zero: 32, 64 or 128
     */
    record Few(int bits, int group) implements Quantize {
        public Few {
            if (bits != 3 && bits != 2 || group != 32 && group != 64 && group != 128) {
                throw new IllegalArgumentException(
                        "3 or 2 bits in groups of 32, 64 or 128, not " + bits + ", " + group);
            }
        }
    }

    /**
     * W4A8 (torchao's {@code Int8DynamicActivationInt4WeightConfig}): weights in four bits with a scale per group,
     * symmetric, {@code scale = max|w| / 7.5}; each row of activations in eight bits with a scale and a zero of its own,
     * {@code scale = (max(x, 0) - min(x, 0)) / 255}.
     *
     * @param group weights that share a scale: 32, 64 or 128
     */
    record Int4Dynamic(int group) implements Quantize {
        public Int4Dynamic {
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

    /**
     * GPTQ (Frantar et al. 2022): codes chosen so that the outputs on calibration text change least, on the grid of
     * {@link Int4} or {@link Int8}, whose kernels run them.
     *
     * @param bits     4 or 8; 8 has a scale per row and no groups
     * @param group    weights that share a scale with 4 bits: 32, 64 or 128
     * @param block    columns whose errors are spread at once
     * @param damping  part of the Hessian's mean diagonal that is added to it
     * @param actOrder whether columns of large activations come first, each on the grid of its own group (static groups)
     */
    record Gptq(int bits, int group, int block, double damping, boolean actOrder) implements Quantize {
        public Gptq {
            requireBits(bits, group);
        }
    }

    /**
     * AWQ (Lin et al. 2023): input channels are scaled by their activations before rounding, the scales folded into what
     * comes before; codes are those of {@link Int4} or {@link Int8}.
     *
     * @param bits  4 or 8; 8 has a scale per row and no groups
     * @param group weights that share a scale with 4 bits: 32, 64 or 128
     */
    record Awq(int bits, int group) implements Quantize {
        public Awq {
            requireBits(bits, group);
        }
    }

    /**
     * The codes that the file itself stores, laid out for the packed kernels: four-bit ones as they are, in groups of 32;
     * signed bytes with a scale per 32 weights as two four-bit halves, so that no code changes; others (five and six bits)
     * rounded to {@link Int8}. Refused for files of floating-point weights.
     *
     * @param group weights that share a scale; the file says it, and GGUF's have 32
     */
    record Stored(int group) implements Quantize {
        /** That of GGUF's blocks, the smallest. */
        public static final int GROUP = 32;
    }

    static Quantize of(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "int8" -> {
                Choice named = choice.accept("head", "compute");
                yield new Int8(named.flag("head").orElse(false), compute(named));
            }
            case "int8-dynamic" ->
                new Int8Dynamic(choice.accept("threshold").number("threshold", 0, 1e6).orElse(6));
            case "int4" -> {
                Choice named = choice.accept("group", "head");
                yield new Int4(named.oneOf("group", 32, 64, 128).orElse(32), named.flag("head").orElse(false));
            }
            case "int3" -> new Few(3, choice.accept("group").oneOf("group", 32, 64, 128).orElse(32));
            case "int2" -> new Few(2, choice.accept("group").oneOf("group", 32, 64, 128).orElse(32));
            case "int4-dynamic" -> new Int4Dynamic(choice.accept("group").oneOf("group", 32, 64, 128).orElse(32));
            case "nf4" -> float4(Table.NF4, choice);
            case "fp4" -> float4(Table.FP4, choice);
            case "gptq" -> {
                Choice named = choice.accept("bits", "group", "block", "damping", "actOrder");
                yield new Gptq(bits(named), group(named), named.integer("block", 1, 1 << 16).orElse(128),
                        named.number("damping", 0, 1).orElse(0.01), named.flag("actOrder").orElse(false));
            }
            case "stored" -> {
                choice.accept();
                yield new Stored(Stored.GROUP);
            }
            case "awq" -> {
                Choice named = choice.accept("bits", "group");
                yield new Awq(bits(named), group(named));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case None _ -> Choice.of("none");
            case Int8(boolean head, var compute) when compute.isPresent() ->
                Choice.of("int8").with("head", head).with("compute", compute.get().word());
            case Int8(boolean head, _) -> Choice.of("int8").with("head", head);
            case Int8Dynamic(double threshold) -> Choice.of("int8-dynamic").with("threshold", threshold);
            case Int4(int group, boolean head) -> Choice.of("int4").with("group", group).with("head", head);
            case Few(int bits, int group) -> Choice.of("int" + bits).with("group", group);
            case Int4Dynamic(int group) -> Choice.of("int4-dynamic").with("group", group);
            case Float4(Table table, boolean twice, var compute) when compute.isPresent() ->
                Choice.of(table.word()).with("double", twice).with("compute", compute.get().word());
            case Float4(Table table, boolean twice, _) -> Choice.of(table.word()).with("double", twice);
            case Gptq(int bits, int group, int block, double damping, boolean actOrder) ->
                calibrated("gptq", bits, group).with("block", block)
                        .with("damping", damping)
                        .with("actOrder", actOrder);
            case Awq(int bits, int group) -> calibrated("awq", bits, group);
            case Stored _ -> Choice.of("stored");
        };
    }

    /** The plain quantization whose layout and kernels do the work. */
    default Quantize packed() {
        return switch (this) {
            case None _,Int8 _,Int8Dynamic _,Int4 _,Few _,Int4Dynamic _,Float4 _,Stored _ -> this;
            case Gptq(int bits, int group, _, _, _) -> bits == 8 ? new Int8(false) : new Int4(group, false);
            case Awq(int bits, int group) -> bits == 8 ? new Int8(false) : new Int4(group, false);
        };
    }

    /** Whether it looks at activations on calibration text. */
    default boolean isCalibrated() {
        return this instanceof Gptq || this instanceof Awq;
    }

    /** Rows and columns of a matrix come to its kernel in multiples of this. */
    default int block() {
        return switch (packed()) {
            case None _,Int8Dynamic _ -> 1;
            case Int8 _ -> 16;
            case Stored _ -> Stored.GROUP;
            case Int4(int group, _) -> group;
            case Few(_, int group) -> group;
            case Int4Dynamic(int group) -> group;
            case Float4 _ -> FLOAT4_BLOCK;
            case Gptq _,Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    /** Whether the head's matrix is among what is quantized. */
    default boolean quantizesHead() {
        return switch (this) {
            case None _,Int8Dynamic _,Few _,Int4Dynamic _,Float4 _,Gptq _,Awq _,Stored _ -> false;
            case Int8(boolean head, _) -> head;
            case Int4(_, boolean head) -> head;
        };
    }

    /**
     * Bytes of the matrix of one linear module, scales and zeros included; of {@link Stored}, whose layout follows the
     * file, the most: that of signed bytes.
     */
    default long bytes(long rows, long columns, Precision precision) {
        long weights = rows * columns;
        return switch (packed()) {
            case None _ -> weights * precision.bytes();
            case Int8 _ -> weights + rows * Precision.BFLOAT16.bytes();
            case Stored(int group) -> weights + 4 * weights / group * Precision.BFLOAT16.bytes();
            case Int8Dynamic _ -> weights + rows * Float.BYTES;
            case Int4(int group, _) -> weights / 2 + 2 * weights / group * Precision.BFLOAT16.bytes();
            case Few(int bits, int group) -> weights * bits / 8 + 2 * weights / group * Precision.BFLOAT16.bytes();
            case Int4Dynamic(int group) -> weights / 2 + weights / group * Float.BYTES;
            case Float4(_, boolean twice, _) when twice -> {
                long blocks = weights / FLOAT4_BLOCK;
                yield weights / 2 + blocks + (blocks + 255) / 256 * Float.BYTES + Float.BYTES;
            }
            case Float4 _ -> weights / 2 + weights / FLOAT4_BLOCK * Float.BYTES;
            case Gptq _,Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    /** Of {@link #bytes}, those of scales and zeros. */
    default long scaleBytes(long rows, long columns) {
        long weights = rows * columns;
        return switch (packed()) {
            case None _ -> 0;
            case Int8 _,Int8Dynamic _,Stored _ -> bytes(rows, columns, Precision.BFLOAT16) - weights;
            case Int4 _,Int4Dynamic _,Float4 _ -> bytes(rows, columns, Precision.BFLOAT16) - weights / 2;
            case Few(int bits, _) -> bytes(rows, columns, Precision.BFLOAT16) - weights * bits / 8;
            case Gptq _,Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "not quantized";
            case Int8(boolean head, var compute) -> "int8" + (head ? " with head" : "")
                    + compute.map(type -> " computed in " + type.word()).orElse("");
            case Int8Dynamic(double threshold) -> "int8-dynamic" + (threshold == 6 ? "" : " threshold " + threshold);
            case Int4(int group, boolean head) -> "int4 group " + group + (head ? " with head" : "");
            case Few(int bits, int group) -> "int" + bits + " group " + group;
            case Int4Dynamic(int group) -> "int4-dynamic group " + group;
            case Float4(Table table, boolean twice, var compute) -> table.word() + (twice ? " double" : "")
                    + compute.map(type -> " computed in " + type.word()).orElse("");
            case Gptq(int bits, int group, _, _, boolean actOrder) -> "GPTQ " + bits + " bit"
                    + (bits == 4 ? " group " + group : "") + (actOrder ? " act-order" : "");
            case Stored _ -> "stored codes";
            case Awq(int bits, int group) -> "AWQ " + bits + " bit" + (bits == 4 ? " group " + group : "");
        };
    }

    private static int bits(Choice named) {
        return named.oneOf("bits", 4, 8).orElse(4);
    }

    /** Eight bits have a scale per row; a group beside them would be without effect. */
    private static int group(Choice named) {
        OptionalInt group = named.oneOf("group", 32, 64, 128);
        if (group.isPresent() && bits(named) == 8) {
            throw new UserError("'" + named.word() + "' with bits=8 has a scale per row and no groups.",
                    "Leave group out, or use bits=4.");
        }
        return bits(named) == 8 ? 0 : group.orElse(128);
    }

    private static Choice calibrated(String word, int bits, int group) {
        Choice choice = Choice.of(word).with("bits", bits);
        return bits == 8 ? choice : choice.with("group", group);
    }

    private static void requireBits(int bits, int group) {
        if (!(bits == 8 && group == 0 || bits == 4 && (group == 32 || group == 64 || group == 128))) {
            throw new IllegalArgumentException("4 bits in groups of 32, 64 or 128, or 8 bits without: " + bits + ", "
                    + group);
        }
    }

    private static Quantize float4(Table table, Choice choice) {
        Choice named = choice.accept("double", "compute");
        return new Float4(table, named.flag("double").orElse(false),
                compute(named));
    }

    private static Optional<Precision> compute(Choice named) {
        return named.word("compute", Axis.PRECISION.choices()).map(Precision::named);
    }
}
