package org.headlinebench.engine.torch.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.engine.torch.linear.LinearProgram;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;

/** The packed kernels against the published formulas (fixture of {@code quantize_packed.py}). */
class PackedKernelsTest {
    private static final QuantizeFixture FIXTURE = QuantizeFixture.named("packed");
    private static final int ROWS = FIXTURE.rows();
    private static final int COLUMNS = FIXTURE.columns();

    @ParameterizedTest
    @CsvSource({"int8,int8,0,80", "int4-32,int4,32,80", "int4-64,int4,64,80", "int4-128,int4,128,80",
        "int8,int8,0,64", "int4-32,int4,32,64"})
    void theKernelSeesTheWeightsOfThePublishedFormulaBitForBit(String name, String kernel, int group, int pieceRows) {
        try (LinearProgram program = program("same", kernel)) {
            float[] seen = program.weights(FIXTURE.load(program, group, pieceRows), ROWS, COLUMNS);
            float[] expected = inBfloat16(QuantizeFixture.floats(FIXTURE.expected(name).get("dequantized")));
            assertThat(IntStream.range(0, expected.length).filter(i -> seen[i] != expected[i])).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"int8,int8,0,same", "int4-32,int4,32,same", "int4-64,int4,64,same", "int4-128,int4,128,same",
        "int8,int8,0,to_bfloat16", "int4-32,int4,32,to_bfloat16"})
    void productsEqualDequantizeThenMultiplyWithinTheRoundingOfBfloat16(String name, String kernel, int group,
            String activation) {
        float[] expected = QuantizeFixture.floats(FIXTURE.expected(name).get("product"));
        try (LinearProgram program = program(activation, kernel)) {
            float[] product = program.product(FIXTURE.load(program, group, ROWS), FIXTURE.x(), FIXTURE.tokens());
            assertThat(product).hasSameSizeAs(expected);
            for (int i = 0; i < product.length; i++) {
                // Half a unit in the last of bfloat16's 8 bits, and the rounding of a float32 sum of 128 products.
                assertThat(product[i]).isCloseTo(expected[i], Offset.offset(Math.abs(expected[i]) / 256 + 1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"int8,0", "int4,32", "int4,64", "int4,128"})
    void bytesFallToTheBitsOfTheCodesAndTheirScales(String kernel, int group) {
        Quantize quantize = group == 0 ? new Quantize.Int8(true) : new Quantize.Int4(group, true);
        try (LinearProgram program = program("same", kernel);
                IValue bytes = program.script().call("bytes", FIXTURE.load(program, group, ROWS))) {
            int weights = ROWS * COLUMNS;
            assertThat(bytes.toLong()).isEqualTo(group == 0 ? weights + 2 * ROWS : weights / 2 + weights / group * 4)
                    .isEqualTo(quantize.bytes(ROWS, COLUMNS, Precision.FLOAT32));
        }
    }

    private static LinearProgram program(String activation, String kernel) {
        return new LinearProgram("activation/" + activation, "linear/pieces", "linear/rows", "linear/" + kernel);
    }

    private static float[] inBfloat16(float[] values) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            rounded[i] = Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
        }
        return rounded;
    }
}
