package org.headlinebench.weights;

/** Conversions between float32 and the two 16-bit floating-point formats, rounding to nearest even. */
final class HalfPrecision {
    private static final int QUIET = 0x0040;

    private HalfPrecision() {}

    static void fromFloat16(short[] halves, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = Float.float16ToFloat(halves[i]);
        }
    }

    static void fromBfloat16(short[] halves, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = Float.intBitsToFloat(halves[i] << 16);
        }
    }

    static void toFloat16(float[] floats, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            halves[i] = Float.floatToFloat16(floats[i]);
        }
    }

    static void toBfloat16(float[] floats, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(floats[i]);
            int rounded = (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
            // Rounding could carry a NaN into infinity.
            int notANumber = (bits >>> 16) | QUIET;
            halves[i] = (short) ((bits & 0x7fffffff) > 0x7f800000 ? notANumber : rounded);
        }
    }
}
