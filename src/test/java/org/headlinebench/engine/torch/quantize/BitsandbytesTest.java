package org.headlinebench.engine.torch.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.engine.torch.linear.LinearProgram;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;

/** NF4, FP4 and LLM.int8 against bitsandbytes on the CPU (fixture of {@code quantize_bitsandbytes.py}). */
class BitsandbytesTest {
    private static final QuantizeFixture FIXTURE = QuantizeFixture.named("bitsandbytes");
    private static final int ROWS = FIXTURE.rows();
    private static final int COLUMNS = FIXTURE.columns();

    @ParameterizedTest
    @CsvSource({"nf4,80", "nf4-double,80", "fp4,80", "fp4-double,80", "nf4-double,48"})
    void dequantizedWeightsAreThoseOfBitsandbytesBitForBit(String name, int pieceRows) {
        try (LinearProgram program = program(name);
                IValue at = IValue.from(0L);
                IValue weights = program.script().call("dequantize", FIXTURE.load(program, 64, pieceRows), at);
                PtNDArray array = weights.toTensor(program.script().manager())) {
            float[] seen = array.toFloatArray();
            float[] expected = QuantizeFixture.floats(FIXTURE.expected(name).get("dequantized"));
            assertThat(IntStream.range(0, expected.length).filter(i -> seen[i] != expected[i])).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nf4", "nf4-double", "fp4", "fp4-double"})
    void bytesFallToHalfAByteAndTheScales(String name) {
        var quantize = new Quantize.Float4(name.startsWith("nf4") ? Quantize.Table.NF4 : Quantize.Table.FP4,
                name.endsWith("double"), Optional.empty());
        try (LinearProgram program = program(name);
                IValue bytes = program.script().call("bytes", FIXTURE.load(program, 64, ROWS))) {
            int weights = ROWS * COLUMNS;
            int blocks = weights / 64;
            assertThat(bytes.toLong())
                    .isEqualTo(weights / 2 + (name.endsWith("double") ? blocks + 2 * 4 + 4 : blocks * 4))
                    .isEqualTo(quantize.bytes(ROWS, COLUMNS, Precision.FLOAT32));
        }
    }

    @ParameterizedTest
    @CsvSource({"6,2", "0,0"})
    void productsOfLlmInt8AreThoseOfBitsandbytes(int threshold, int outlierColumns) {
        var expected = FIXTURE.expected("int8-dynamic-" + threshold);
        assertThat(expected.get("outlierColumns").asInt()).isEqualTo(outlierColumns);
        float[] products = QuantizeFixture.floats(expected.get("product"));
        try (LinearProgram program = new LinearProgram("activation/to_float32", "linear/pieces", "linear/rows",
                "linear/int8_dynamic(" + (threshold == 0 ? "float(\"inf\")" : threshold + ".0") + ")")) {
            float[] seen = program.wideProduct(FIXTURE.load(program, 0, ROWS), FIXTURE.x(), FIXTURE.tokens());
            assertThat(seen).hasSameSizeAs(products);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).as("product %d", i)
                        .isCloseTo(products[i], Offset.offset(1e-5f * (1 + Math.abs(products[i]))));
            }
        }
    }

    private static LinearProgram program(String name) {
        return new LinearProgram("activation/to_float32", "linear/pieces", "linear/rows", "linear/float4",
                "linear/" + name.replace("-double", ""),
                name.endsWith("double") ? "linear/scales_doubled" : "linear/scales_plain");
    }
}
