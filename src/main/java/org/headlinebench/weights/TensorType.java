package org.headlinebench.weights;

import java.util.Locale;
import java.util.Optional;

/**
 * How a tensor's numbers are stored. Quantized types store blocks of consecutive weights of one row.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>
 * @see <a href="https://github.com/huggingface/safetensors#format">safetensors</a>
 */
public enum TensorType {
    F32(0, 1, 4), F16(1, 1, 2), BF16(30, 1, 2),
    /** 32 weights: float16 scale, 4-bit values. */
    Q4_0(2, 32, 18),
    /** 32 weights: float16 scale and minimum, 4-bit values. */
    Q4_1(3, 32, 20),
    /** 32 weights: float16 scale, 5-bit values. */
    Q5_0(6, 32, 22),
    /** 32 weights: float16 scale and minimum, 5-bit values. */
    Q5_1(7, 32, 24),
    /** 32 weights: float16 scale, signed bytes. */
    Q8_0(8, 32, 34),
    /** 256 weights in 8 sub-blocks with 6-bit scales and minima, 4-bit values. */
    Q4_K(12, 256, 144),
    /** 256 weights in 8 sub-blocks with 6-bit scales and minima, 5-bit values. */
    Q5_K(13, 256, 176),
    /** 256 weights in 16 sub-blocks with 8-bit scales, 6-bit values. */
    Q6_K(14, 256, 210), I8(24, 1, 1), I16(25, 1, 2), I32(26, 1, 4), I64(27, 1, 8), F64(28, 1, 8), U8(-1, 1, 1), U16(-1,
            1, 2), U32(-1, 1,
                    4), U64(-1, 1, 8), BOOL(-1, 1, 1), F8_E4M3(-1, 1, 1), F8_E5M2(-1, 1, 1),
    /** Codes in 32-bit words as GPTQ's and AWQ's tools store them. */
    PACKED(-1, 1, 1);

    private final int ggufCode;
    private final int weightsPerBlock;
    private final int bytesPerBlock;

    TensorType(int ggufCode, int weightsPerBlock, int bytesPerBlock) {
        this.ggufCode = ggufCode;
        this.weightsPerBlock = weightsPerBlock;
        this.bytesPerBlock = bytesPerBlock;
    }

    /** Weights that one block holds; 1 for types that are not quantized. */
    public int weightsPerBlock() {
        return weightsPerBlock;
    }

    /** Bytes of one block. */
    public int bytesPerBlock() {
        return bytesPerBlock;
    }

    /** Bytes of a run of weights that is a whole number of blocks. */
    public long bytes(long weights) {
        if (weights % weightsPerBlock != 0) {
            throw new IllegalArgumentException(weights + " weights are no whole number of " + this + " blocks");
        }
        return Math.multiplyExact(weights / weightsPerBlock, bytesPerBlock);
    }

    /** Whether weights can be decoded from its bytes alone, row by row ({@link TensorEntry#readInto}). */
    public boolean isReadable() {
        return switch (this) {
            case F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K -> true;
            case I8, I16, I32, I64, F64, U8, U16, U32, U64, BOOL, F8_E4M3, F8_E5M2, PACKED -> false;
        };
    }

    /** Whether it is one of the engine's working types. */
    public boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Optional<TensorType> ofGguf(int code) {
        for (var type : values()) {
            if (type.ggufCode == code && code >= 0) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static Optional<TensorType> ofSafetensors(String name) {
        return switch (name) {
            case "F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U64", "U32", "U16", "U8", "BOOL", "F8_E4M3",
                    "F8_E5M2" ->
                Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }
}
