package org.headlinebench.engine.torch.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import org.headlinebench.engine.torch.linear.LinearProgram;

/** Codes that files store, as the packed kernels see them. */
class StoredCodesTest {
    private static final int ROWS = 32;
    private static final int COLUMNS = 64;
    private static final long FLOAT32 = 6;

    private final Random random = new Random(3);
    private final float[] scales = scales();

    @Test
    void signedBytesAreMultipliedInTwoHalvesWithoutChangingACode() {
        float[] codes = codes(-128, 127);
        try (LinearProgram program = program()) {
            float[] seen = program.weights(load(program, "add_bytes", codes), ROWS, COLUMNS);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).as("code %s", codes[i])
                        .isEqualTo(bfloat16(codes[i] * bfloat16(scales[i / 32])));
            }
        }
    }

    @Test
    void layersOfSeveralLayoutsAreMultipliedSideBySide() {
        float[] four = codes(0, 15);
        float[] bytes = codes(-128, 127);
        float[] x = new float[COLUMNS];
        for (int i = 0; i < x.length; i++) {
            x[i] = bfloat16((float) random.nextGaussian());
        }
        try (LinearProgram program = program()) {
            IValue list = program.script().call("weights");
            program.script().call("add_nothing", list);
            extend(program, list, "add_codes", four);
            extend(program, list, "add_bytes", bytes);
            IValue pieces = program.script().call("pieces");
            program.script().call("add_piece", pieces, program.tensor(bytes, FLOAT32, ROWS, COLUMNS), IValue.from(0L));
            program.script().call("extend_pieces", list, pieces);
            float[] products = program.product(list.toIValueArray()[0], x, 1);
            assertThat(products).hasSize(3 * ROWS);
            for (int row = 0; row < ROWS; row++) {
                double[] expected = new double[3];
                double[] size = new double[3];
                for (int i = 0; i < COLUMNS; i++) {
                    int at = row * COLUMNS + i;
                    float scale = bfloat16(scales[at / 32]);
                    double[] weights = {(four[at] - 8) * scale + bfloat16(scale / 3), bytes[at] * scale, bytes[at]};
                    for (int j = 0; j < 3; j++) {
                        expected[j] += weights[j] * x[i];
                        size[j] += Math.abs(weights[j] * x[i]);
                    }
                }
                for (int j = 0; j < 3; j++) {
                    assertThat((double) products[j * ROWS + row]).as("matrix %d, row %d", j, row)
                            .isCloseTo(expected[j], Offset.offset(size[j] / 128));
                }
            }
        }
    }

    private void extend(LinearProgram program, IValue list, String method, float[] codes) {
        IValue pieces = program.script().call("pieces");
        add(program, pieces, method, codes);
        program.script().call("extend_pieces", list, pieces);
    }

    private IValue load(LinearProgram program, String method, float[] codes) {
        IValue list = program.script().call("weights");
        program.script().call("add_nothing", list);
        extend(program, list, method, codes);
        return list.toIValueArray()[0];
    }

    private void add(LinearProgram program, IValue pieces, String method, float[] codes) {
        float[] zeros = new float[scales.length];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = method.equals("add_codes") ? bfloat16(bfloat16(scales[i]) / 3) : 0;
        }
        program.script()
                .call(method, pieces, program.tensor(codes, FLOAT32, ROWS, COLUMNS),
                        program.tensor(scales, FLOAT32, ROWS, COLUMNS / 32),
                        program.tensor(zeros, FLOAT32, ROWS, COLUMNS / 32));
    }

    private static LinearProgram program() {
        return new LinearProgram("activation/same", "linear/pieces", "linear/rows", "linear/stored");
    }

    private float[] codes(int least, int most) {
        float[] codes = new float[ROWS * COLUMNS];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = least + random.nextInt(most - least + 1);
        }
        return codes;
    }

    private float[] scales() {
        float[] some = new float[ROWS * COLUMNS / 32];
        for (int i = 0; i < some.length; i++) {
            some[i] = (float) Math.exp(random.nextGaussian() - 4);
        }
        return some;
    }

    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    }
}
