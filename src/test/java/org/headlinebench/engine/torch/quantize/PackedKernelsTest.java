package org.headlinebench.engine.torch.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.linear.LinearProgram;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;

/** The packed kernels against the published formulas (fixture of {@code quantize_packed.py}). */
class PackedKernelsTest {
    private static final QuantizeFixture FIXTURE = QuantizeFixture.named("packed");
    private static final int ROWS = FIXTURE.rows();
    private static final int COLUMNS = FIXTURE.columns();

    @ParameterizedTest
    @CsvSource({"int8,int8,0,80", "int4-32,int4,32,80", "int4-64,int4,64,80", "int4-128,int4,128,80",
        "int8,int8,0,64", "int4-32,int4,32,64", "int3-32,few3,32,80", "int3-128,few3,128,64", "int2-32,few2,32,64",
        "int2-64,few2,64,80"})
    void theKernelSeesTheWeightsOfThePublishedFormulaBitForBit(String name, String kernel, int group, int pieceRows) {
        try (LinearProgram program = program("same", kernel)) {
            float[] seen = program.weights(FIXTURE.load(program, group, pieceRows), ROWS, COLUMNS);
            float[] expected = inBfloat16(QuantizeFixture.floats(FIXTURE.expected(name).get("dequantized")));
            assertThat(IntStream.range(0, expected.length).filter(i -> seen[i] != expected[i])).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"int8,int8,0,same", "int4-32,int4,32,same", "int4-64,int4,64,same", "int4-128,int4,128,same",
        "int8,int8,0,to_bfloat16", "int4-32,int4,32,to_bfloat16", "int3-32,few3,32,same", "int3-128,few3,128,same",
        "int2-32,few2,32,same",
        "int2-64,few2,64,same", "int4-dynamic-32,int4_dynamic,32,same", "int4-dynamic-128,int4_dynamic,128,same"})
    void productsEqualDequantizeThenMultiplyWithinTheRoundingOfBfloat16(String name, String kernel, int group,
            String activation) {
        float[] expected = QuantizeFixture.floats(FIXTURE.expected(name).get("product"));
        try (LinearProgram program = program(activation, kernel)) {
            IValue parts = FIXTURE.load(program, group, ROWS);
            // Where no kernel takes the codes, the weights themselves come in the type of the activations.
            float[] product = kernel.startsWith("few")
                    ? program.wideProduct(parts, FIXTURE.x(), FIXTURE.tokens())
                    : program.product(parts, FIXTURE.x(), FIXTURE.tokens());
            assertThat(product).hasSameSizeAs(expected);
            for (int i = 0; i < product.length; i++) {
                // Half a unit in the last of bfloat16's 8 bits, and the rounding of a float32 sum of 128 products.
                assertThat(product[i]).isCloseTo(expected[i], Offset.offset(Math.abs(expected[i]) / 256 + 1e-5f));
            }
        }
    }

    /** quantize=int8(compute=float32): activations are not rounded at all. */
    @Test
    void productsOfBytesWithFloat32ActivationsEqualDequantizeThenMultiplyInFloat32() {
        float[] expected = QuantizeFixture.floats(FIXTURE.expected("int8").get("product"));
        try (LinearProgram program = program("same", "int8")) {
            float[] product = program.wideProduct(FIXTURE.load(program, 0, ROWS), FIXTURE.x(), FIXTURE.tokens());
            for (int i = 0; i < product.length; i++) {
                assertThat(product[i]).isCloseTo(expected[i], Offset.offset(Math.abs(expected[i]) / (1 << 18) + 1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"int8,int8,0,8,2", "int4(32),int4,32,4,4", "int4(64),int4,64,4,4", "int4(128),int4,128,4,4",
        "int3(32),few3,32,3,4", "int2(64),few2,64,2,4", "int4-dynamic(32),int4_dynamic,32,4,4"})
    void bytesFallToTheBitsOfTheCodesAndTheirScales(String choice, String kernel, int group, int bits,
            int bytesOfAScale) {
        Quantize quantize = Stack.parse("quantize=" + choice, DeviceKind.CPU).quantize();
        try (LinearProgram program = program("same", kernel);
                IValue bytes = program.script().call("bytes", FIXTURE.load(program, group, ROWS))) {
            int weights = ROWS * COLUMNS;
            int scales = group == 0 ? ROWS : weights / group;
            assertThat(bytes.toLong()).isEqualTo(weights * bits / 8 + scales * bytesOfAScale)
                    .isEqualTo(quantize.bytes(ROWS, COLUMNS, Precision.FLOAT32));
        }
    }

    private static LinearProgram program(String activation, String kernel) {
        var parts = new ArrayList<>(List.of("activation/" + activation, "linear/pieces", "linear/rows"));
        parts.addAll(switch (kernel) {
            case "few3" -> List.of("linear/few(HALF=4,MOST=7)", "linear/int3");
            case "few2" -> List.of("linear/few(HALF=2,MOST=3)", "linear/int2");
            default -> List.of("linear/" + kernel);
        });
        return new LinearProgram(parts.toArray(String[]::new));
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
