package org.headlinebench.engine.torch.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.torch.linear.LinearProgram;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;

/** The packed kernels against the published formulas (fixture of {@code quantize_packed.py}). */
class PackedKernelsTest {
    private static final long FLOAT32 = 6;
    private static final JsonNode FIXTURE = fixture();
    private static final int ROWS = FIXTURE.get("rows").asInt();
    private static final int COLUMNS = FIXTURE.get("columns").asInt();

    @ParameterizedTest
    @CsvSource({"int8,int8,0,80", "int4-32,int4,32,80", "int4-64,int4,64,80", "int4-128,int4,128,80",
        "int8,int8,0,64", "int4-32,int4,32,64"})
    void theKernelSeesTheWeightsOfThePublishedFormulaBitForBit(String name, String kernel, int group, int pieceRows) {
        try (LinearProgram program = program("activation/bfloat16", kernel)) {
            float[] seen = program.weights(load(program, group, pieceRows), ROWS, COLUMNS);
            float[] expected = inBfloat16(floats(expected(name).get("dequantized")));
            assertThat(IntStream.range(0, expected.length).filter(i -> seen[i] != expected[i])).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"int8,int8,0,bfloat16", "int4-32,int4,32,bfloat16", "int4-64,int4,64,bfloat16",
        "int4-128,int4,128,bfloat16", "int8,int8,0,rounded", "int4-32,int4,32,rounded"})
    void productsEqualDequantizeThenMultiplyWithinTheRoundingOfBfloat16(String name, String kernel, int group,
            String activation) {
        int tokens = FIXTURE.get("tokens").asInt();
        float[] expected = floats(expected(name).get("product"));
        try (LinearProgram program = program("activation/" + activation, kernel)) {
            float[] product = program.product(load(program, group, ROWS), floats(FIXTURE.get("x")), tokens);
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
        try (LinearProgram program = program("activation/bfloat16", kernel);
                IValue bytes = program.script().call("bytes", load(program, group, ROWS))) {
            int weights = ROWS * COLUMNS;
            assertThat(bytes.toLong()).isEqualTo(group == 0 ? weights + 2 * ROWS : weights / 2 + weights / group * 4)
                    .isEqualTo(quantize.bytes(ROWS, COLUMNS, Precision.FLOAT32));
        }
    }

    private static LinearProgram program(String activation, String kernel) {
        return new LinearProgram(activation, "linear/pieces", "linear/" + kernel);
    }

    /** The fixture's weights quantized in pieces of that many rows. */
    private static IValue load(LinearProgram program, int group, int pieceRows) {
        float[] weights = floats(FIXTURE.get("weights"));
        IValue pieces = program.script().call("pieces");
        for (int from = 0; from < ROWS; from += pieceRows) {
            int rows = Math.min(pieceRows, ROWS - from);
            float[] piece = Arrays.copyOfRange(weights, from * COLUMNS, (from + rows) * COLUMNS);
            program.script()
                    .call("add_piece", pieces, program.tensor(piece, FLOAT32, rows, COLUMNS),
                            IValue.from((long) group));
        }
        IValue list = program.script().call("weights");
        program.script().call("add_pieces", list, pieces);
        return list.toIValueArray()[0];
    }

    private static float[] inBfloat16(float[] values) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            rounded[i] = Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
        }
        return rounded;
    }

    private static JsonNode expected(String name) {
        return FIXTURE.get("cases")
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] floats(JsonNode base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static JsonNode fixture() {
        try (InputStream in = PackedKernelsTest.class.getResourceAsStream("/quantize/packed.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
