package org.headlinebench.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Codes and scales of GGUF's Q8_0 blocks as they are stored; see {@link LegacyBlocks} for their layout. */
final class EightBitGroups {
    private static final int WEIGHTS = 32;

    private EightBitGroups() {}

    /** One row; {@code weight = code * scale}. */
    static void read(MemorySegment row, int groups, MemorySegment codes, MemorySegment scales, MemorySegment zeros) {
        byte[] stored = row.toArray(JAVA_BYTE);
        float[] code = new float[groups * WEIGHTS];
        float[] scale = new float[groups];
        for (int group = 0, at = 0; group < groups; group++, at += TensorType.Q8_0.bytesPerBlock()) {
            scale[group] = LegacyBlocks.float16(stored, at);
            for (int i = 0; i < WEIGHTS; i++) {
                code[group * WEIGHTS + i] = stored[at + 2 + i];
            }
        }
        MemorySegment.copy(code, 0, codes, JAVA_FLOAT_UNALIGNED, 0, code.length);
        MemorySegment.copy(scale, 0, scales, JAVA_FLOAT_UNALIGNED, 0, groups);
        zeros.asSlice(0, (long) groups * Float.BYTES).fill((byte) 0);
    }
}
