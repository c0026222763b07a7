package org.headlinebench.weights;

/**
 * GGUF's blocks of 32 weights ({@code ggml-quants.c}, gguf-py {@code quants.py}). Multiplication and addition are
 * rounded one after the other, never fused, as numpy does.
 */
final class LegacyBlocks {
    private LegacyBlocks() {}

    static void q4Zero(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 18, out += 32) {
            float scale = float16(stored, at);
            for (int i = 0; i < 16; i++) {
                int pair = stored[at + 2 + i];
                floats[out + i] = scale * ((pair & 0xf) - 8);
                floats[out + 16 + i] = scale * (((pair >> 4) & 0xf) - 8);
            }
        }
    }

    static void q4One(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 20, out += 32) {
            float scale = float16(stored, at);
            float minimum = float16(stored, at + 2);
            for (int i = 0; i < 16; i++) {
                int pair = stored[at + 4 + i];
                floats[out + i] = scale * (pair & 0xf) + minimum;
                floats[out + 16 + i] = scale * ((pair >> 4) & 0xf) + minimum;
            }
        }
    }

    static void q5Zero(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 22, out += 32) {
            float scale = float16(stored, at);
            int high = int32(stored, at + 2);
            for (int i = 0; i < 16; i++) {
                int pair = stored[at + 6 + i];
                floats[out + i] = scale * (((pair & 0xf) | ((high >>> i) & 1) << 4) - 16);
                floats[out + 16 + i] = scale * ((((pair >> 4) & 0xf) | ((high >>> (i + 16)) & 1) << 4) - 16);
            }
        }
    }

    static void q5One(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 24, out += 32) {
            float scale = float16(stored, at);
            float minimum = float16(stored, at + 2);
            int high = int32(stored, at + 4);
            for (int i = 0; i < 16; i++) {
                int pair = stored[at + 8 + i];
                floats[out + i] = scale * ((pair & 0xf) | ((high >>> i) & 1) << 4) + minimum;
                floats[out + 16 + i] = scale * (((pair >> 4) & 0xf) | ((high >>> (i + 16)) & 1) << 4) + minimum;
            }
        }
    }

    static void q8Zero(byte[] stored, float[] floats, int count) {
        for (int at = 0, out = 0; out < count; at += 34, out += 32) {
            float scale = float16(stored, at);
            for (int i = 0; i < 32; i++) {
                floats[out + i] = scale * stored[at + 2 + i];
            }
        }
    }

    static float float16(byte[] stored, int at) {
        return Float.float16ToFloat((short) ((stored[at] & 0xff) | stored[at + 1] << 8));
    }

    private static int int32(byte[] stored, int at) {
        return (stored[at] & 0xff) | (stored[at + 1] & 0xff) << 8 | (stored[at + 2] & 0xff) << 16
                | stored[at + 3] << 24;
    }
}
