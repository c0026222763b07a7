package org.headlinebench.weights;

import static org.headlinebench.weights.LegacyBlocks.float16;

/** GGUF's K-quants: blocks of 256 weights with scaled scales ({@code ggml-quants.c}, gguf-py {@code quants.py}). */
final class SuperBlocks {
    private static final int WEIGHTS = 256;

    private SuperBlocks() {}

    /** float16 scale and minimum, 12 bytes of 6-bit scales and minima, 128 bytes of 4-bit values. */
    static void q4(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 144, out += WEIGHTS) {
            float scale = float16(stored, at);
            float minimum = float16(stored, at + 2);
            for (int group = 0; group < 8; group++) {
                float groupScale = scale * groupScale(stored, at + 4, group);
                float groupMinimum = minimum * groupMinimum(stored, at + 4, group);
                int values = at + 16 + group / 2 * 32;
                int shift = group % 2 * 4;
                int to = out + group * 32;
                for (int i = 0; i < 32; i++) {
                    floats[to + i] = groupScale * ((stored[values + i] >> shift) & 0xf) - groupMinimum;
                }
            }
        }
    }

    /** The codes of {@link #q4}: {@code weight = (code - 8) * scale + zero} per 32 weights. */
    static void q4Codes(byte[] stored, float[] codes, float[] scales, float[] zeros) {
        for (int at = 0, out = 0; out < codes.length; at += 144, out += WEIGHTS) {
            float scale = float16(stored, at);
            float minimum = float16(stored, at + 2);
            for (int group = 0; group < 8; group++) {
                int number = out / 32 + group;
                scales[number] = scale * groupScale(stored, at + 4, group);
                zeros[number] = 8 * scales[number] - minimum * groupMinimum(stored, at + 4, group);
                int values = at + 16 + group / 2 * 32;
                int shift = group % 2 * 4;
                for (int i = 0; i < 32; i++) {
                    codes[out + group * 32 + i] = (stored[values + i] >> shift) & 0xf;
                }
            }
        }
    }

    /** As {@link #q4} with 32 bytes that hold the fifth bits in between. */
    static void q5(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 176, out += WEIGHTS) {
            float scale = float16(stored, at);
            float minimum = float16(stored, at + 2);
            for (int group = 0; group < 8; group++) {
                float groupScale = scale * groupScale(stored, at + 4, group);
                float groupMinimum = minimum * groupMinimum(stored, at + 4, group);
                int high = at + 16;
                int values = at + 48 + group / 2 * 32;
                int shift = group % 2 * 4;
                int to = out + group * 32;
                for (int i = 0; i < 32; i++) {
                    int value = ((stored[values + i] >> shift) & 0xf) | ((stored[high + i] >> group) & 1) << 4;
                    floats[to + i] = groupScale * value - groupMinimum;
                }
            }
        }
    }

    /** 128 bytes of low bits, 64 bytes of high bit pairs, 16 signed scales, float16 scale of the scales. */
    static void q6(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 210, out += WEIGHTS) {
            float scale = float16(stored, at + 208);
            for (int group = 0; group < 16; group++) {
                float groupScale = scale * stored[at + 192 + group];
                // 128 weights share 64 bytes of low bits and 32 bytes of high bits; a group is half a run of 32.
                int half = group / 8;
                int run = group / 2 % 4;
                int within = group % 2 * 16;
                int low = at + half * 64 + run % 2 * 32 + within;
                int lowShift = run / 2 * 4;
                int high = at + 128 + half * 32 + within;
                int highShift = run * 2;
                int to = out + group * 16;
                for (int i = 0; i < 16; i++) {
                    int value = ((stored[low + i] >> lowShift) & 0xf) | ((stored[high + i] >> highShift) & 3) << 4;
                    floats[to + i] = groupScale * (value - 32);
                }
            }
        }
    }

    private static int groupScale(byte[] stored, int at, int group) {
        return group < 4
                ? stored[at + group] & 0x3f
                : (stored[at + 4 + group] & 0xf) | ((stored[at + group - 4] >> 2) & 0x30);
    }

    private static int groupMinimum(byte[] stored, int at, int group) {
        return group < 4
                ? stored[at + 4 + group] & 0x3f
                : ((stored[at + 4 + group] >> 4) & 0xf) | ((stored[at + group] >> 2) & 0x30);
    }
}
