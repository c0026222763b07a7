package org.headlinebench.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Codes, scales and zeros of GGUF's four-bit blocks as they are stored; see {@link LegacyBlocks} and {@link SuperBlocks}
 * for their layout.
 */
final class FourBitGroups {
    private static final int HALF = 16;

    private FourBitGroups() {}

    static boolean isStoredIn(TensorType type) {
        return type == TensorType.Q4_0 || type == TensorType.Q4_1 || type == TensorType.Q4_K;
    }

    /** One row; {@code weight = (code - 8) * scale + zero}. */
    static void read(TensorType type, MemorySegment row, int groups, MemorySegment codes, MemorySegment scales,
            MemorySegment zeros) {
        byte[] stored = row.toArray(JAVA_BYTE);
        float[] code = new float[groups * 2 * HALF];
        float[] scale = new float[groups];
        float[] zero = new float[groups];
        if (type == TensorType.Q4_K) {
            SuperBlocks.q4Codes(stored, code, scale, zero);
        } else {
            legacy(type, stored, code, scale, zero);
        }
        MemorySegment.copy(code, 0, codes, JAVA_FLOAT_UNALIGNED, 0, code.length);
        MemorySegment.copy(scale, 0, scales, JAVA_FLOAT_UNALIGNED, 0, groups);
        MemorySegment.copy(zero, 0, zeros, JAVA_FLOAT_UNALIGNED, 0, groups);
    }

    private static void legacy(TensorType type, byte[] stored, float[] code, float[] scale, float[] zero) {
        int header = type == TensorType.Q4_1 ? 4 : 2;
        for (int group = 0, at = 0; group < scale.length; group++, at += type.bytesPerBlock()) {
            scale[group] = LegacyBlocks.float16(stored, at);
            zero[group] = type == TensorType.Q4_1 ? LegacyBlocks.float16(stored, at + 2) + 8 * scale[group] : 0;
            for (int i = 0; i < HALF; i++) {
                int pair = stored[at + header + i];
                code[group * 2 * HALF + i] = pair & 0xf;
                code[group * 2 * HALF + HALF + i] = (pair >> 4) & 0xf;
            }
        }
    }
}
