package org.headlinebench.optimization;

import java.util.function.DoubleUnaryOperator;

import org.headlinebench.failure.UserError;

/**
 * What a matrix's weights are decoded to after they were stored in fewer bits, computed without a model: the formulas that
 * {@link Quantize} names, in float32 as the engine has them. The engine's own arithmetic stays the one that is measured.
 */
@FunctionalInterface
public interface WeightRounding {
    /**
     * Rounds whole rows in place.
     *
     * @param weights row by row
     * @param columns of a row
     */
    void round(float[] weights, int columns);

    /** Of weights that stay floating-point numbers. */
    static WeightRounding of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> (_, _) -> {};
            case BFLOAT16 -> (weights, _) -> each(weights, value -> bfloat16((float) value));
            case FLOAT16 ->
                (weights, _) -> each(weights, value -> Float.float16ToFloat(Float.floatToFloat16((float) value)));
        };
    }

    /**
     * Of a linear layer's weights.
     *
     * @throws UserError where the values depend on more than the matrix: calibration text, scales of a whole module, the
     *                   file's own codes
     */
    static WeightRounding of(Quantize quantize, Precision precision) {
        return switch (quantize) {
            case Quantize.None _ -> of(precision);
            case Quantize.Int8 _ -> (weights, columns) -> groups(weights, columns, columns, WeightRounding::int8);
            case Quantize.Int8Dynamic _ ->
                (weights, columns) -> groups(weights, columns, columns, WeightRounding::int8Dynamic);
            case Quantize.Int4(int group, _) -> affine(group, 4);
            case Quantize.Few(int bits, int group) -> affine(group, bits);
            case Quantize.Int4Dynamic(int group) ->
                (weights, columns) -> groups(weights, columns, group, WeightRounding::int4Dynamic);
            case Quantize.Float4(Quantize.Table table, boolean twice, _) when !twice -> float4(table);
            case Quantize.Float4 _ -> throw unknown("Scales that are quantized as well are those of a whole module.");
            case Quantize.Gptq _,Quantize.Awq _ -> throw unknown("GPTQ and AWQ choose codes by calibration text.");
            case Quantize.Stored _ -> throw unknown("The file's own codes stay: its values do not change.");
        };
    }

    private static UserError unknown(String why) {
        return new UserError(why, "Look at another stack here, for instance quantize=int8, int4(64) or nf4.");
    }

    private static WeightRounding affine(int group, int bits) {
        float most = (1 << bits) - 1;
        float half = 1 << bits - 1;
        return (weights, columns) -> groups(weights, columns, group, (values, from, to) -> {
            float least = Float.POSITIVE_INFINITY;
            float highest = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                least = Math.min(least, values[i]);
                highest = Math.max(highest, values[i]);
            }
            float wide = Math.max(highest - least, 1e-6f) / most;
            float scale = bfloat16(wide);
            float zero = bfloat16(least + wide * half);
            float storedLeast = zero - scale * half;
            for (int i = from; i < to; i++) {
                float code = Math.clamp((float) Math.rint((values[i] - storedLeast) / scale), 0, most);
                values[i] = (code - half) * scale + zero;
            }
        });
    }

    private static void int8(float[] values, int from, int to) {
        float scale = bfloat16(highest(values, from, to) / 127);
        float divisor = Math.max(scale, 1e-30f);
        for (int i = from; i < to; i++) {
            values[i] = Math.clamp((float) Math.rint(values[i] / divisor), -127, 127) * scale;
        }
    }

    private static void int8Dynamic(float[] values, int from, int to) {
        float most = highest(values, from, to);
        float factor = 127 / Math.max(most, 1e-38f);
        for (int i = from; i < to; i++) {
            values[i] = (float) Math.rint(values[i] * factor) * (most / 127);
        }
    }

    private static void int4Dynamic(float[] values, int from, int to) {
        float scale = Math.max(highest(values, from, to) / 7.5f, Math.ulp(1f));
        for (int i = from; i < to; i++) {
            values[i] = Math.clamp((float) Math.rint(values[i] / scale), -8, 7) * scale;
        }
    }

    private static WeightRounding float4(Quantize.Table table) {
        float[] sorted = switch (table) {
            case NF4 -> new float[]{-1.0f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f,
                -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0.0f, 0.07958029955625534f,
                0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f,
                0.5626170039176941f, 0.7229568362236023f, 1.0f};
            case FP4 -> new float[]{-1.0f, -0.6666666865348816f, -0.5f, -0.3333333432674408f, -0.25f,
                -0.1666666716337204f, -0.0052083334885537624f, 0.0f, 0.0f, 0.0052083334885537624f,
                0.1666666716337204f, 0.25f, 0.3333333432674408f, 0.5f, 0.6666666865348816f, 1.0f};
        };
        return (weights, columns) -> groups(weights, columns, Quantize.FLOAT4_BLOCK, (values, from, to) -> {
            float most = highest(values, from, to);
            float reciprocal = 1 / Math.max(most, 1e-38f);
            for (int i = from; i < to; i++) {
                float scaled = Math.clamp(values[i] * reciprocal, -1, 1);
                int code = 0;
                while (code < sorted.length - 1 && scaled > (sorted[code] + sorted[code + 1]) / 2) {
                    code++;
                }
                values[i] = sorted[code] * most;
            }
        });
    }

    /** Weights that share a scale, from one place to before another. */
    @FunctionalInterface
    interface Group {
        void round(float[] values, int from, int to);
    }

    private static void groups(float[] weights, int columns, int group, Group rounding) {
        for (int row = 0; row < weights.length; row += columns) {
            for (int from = 0; from < columns; from += group) {
                rounding.round(weights, row + from, row + Math.min(columns, from + group));
            }
        }
    }

    private static float highest(float[] values, int from, int to) {
        float most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }

    private static void each(float[] values, DoubleUnaryOperator rounding) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rounding.applyAsDouble(values[i]);
        }
    }

    /** To the nearest, of two as near the even one. */
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isFinite(value)
                ? Float.intBitsToFloat((bits + 0x7fff + (bits >>> 16 & 1)) & 0xffff0000)
                : value;
    }
}
