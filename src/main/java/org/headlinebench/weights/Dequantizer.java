package org.headlinebench.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Turns stored weights into float32, bfloat16 or float16. Values in float32 are bit-identical to gguf-py's
 * {@code gguf.quants.dequantize}; bfloat16 and float16 are those rounded to nearest even.
 *
 * <p>Works in slices that stay in the processor's cache: stored bytes into an array, blocks into float32, float32 into
 * the target; each step a plain loop over arrays that the JIT compiles to vector code.
 */
final class Dequantizer {
    /** A multiple of every block; 16 KiB of float32. */
    private static final int SLICE_WEIGHTS = 4096;

    private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat NATIVE_FLOAT = JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort NATIVE_SHORT = JAVA_SHORT_UNALIGNED;

    private Dequantizer() {}

    /**
     * Reads {@code weights} weights, a whole number of blocks.
     *
     * @param target F32, F16 or BF16, written in the machine's byte order
     */
    static void read(TensorType type, MemorySegment source, TensorType target, MemorySegment destination,
            long weights) {
        if (type == target && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            MemorySegment.copy(source, 0, destination, 0, type.bytes(weights));
            return;
        }
        int slice = (int) Math.min(SLICE_WEIGHTS, weights);
        var stored = new byte[type.isFloat() ? 0 : (int) type.bytes(slice)];
        var halves = new short[type.isFloat() || target != TensorType.F32 ? slice : 0];
        var floats = new float[slice];
        for (long done = 0; done < weights; done += slice) {
            int count = (int) Math.min(slice, weights - done);
            decode(type, source, type.bytes(done), stored, halves, floats, count);
            encode(target, destination, target.bytes(done), halves, floats, count);
        }
    }

    private static void decode(TensorType type, MemorySegment source, long offset, byte[] stored, short[] halves,
            float[] floats, int count) {
        if (!type.isFloat()) {
            MemorySegment.copy(source, JAVA_BYTE, offset, stored, 0, (int) type.bytes(count));
        }
        switch (type) {
            case F32 -> MemorySegment.copy(source, FLOAT, offset, floats, 0, count);
            case F16 -> {
                MemorySegment.copy(source, SHORT, offset, halves, 0, count);
                HalfPrecision.fromFloat16(halves, floats, count);
            }
            case BF16 -> {
                MemorySegment.copy(source, SHORT, offset, halves, 0, count);
                HalfPrecision.fromBfloat16(halves, floats, count);
            }
            case Q4_0 -> LegacyBlocks.q4Zero(stored, floats, count);
            case Q4_1 -> LegacyBlocks.q4One(stored, floats, count);
            case Q5_0 -> LegacyBlocks.q5Zero(stored, floats, count);
            case Q5_1 -> LegacyBlocks.q5One(stored, floats, count);
            case Q8_0 -> LegacyBlocks.q8Zero(stored, floats, count);
            case Q4_K -> SuperBlocks.q4(stored, floats, count);
            case Q5_K -> SuperBlocks.q5(stored, floats, count);
            case Q6_K -> SuperBlocks.q6(stored, floats, count);
            case I8, I16, I32, I64, F64, U8, U16, U32, U64, BOOL, F8_E4M3, F8_E5M2, PACKED ->
                throw new IllegalArgumentException(type + " holds no weights");
        }
    }

    private static void encode(TensorType target, MemorySegment destination, long offset, short[] halves,
            float[] floats, int count) {
        switch (target) {
            case F32 -> MemorySegment.copy(floats, 0, destination, NATIVE_FLOAT, offset, count);
            case F16 -> {
                HalfPrecision.toFloat16(floats, halves, count);
                MemorySegment.copy(halves, 0, destination, NATIVE_SHORT, offset, count);
            }
            case BF16 -> {
                HalfPrecision.toBfloat16(floats, halves, count);
                MemorySegment.copy(halves, 0, destination, NATIVE_SHORT, offset, count);
            }
            default -> throw new IllegalArgumentException("cannot write " + target);
        }
    }
}
