package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Against gguf-py and torch, bit by bit. */
class DequantizerTest {
    private static final JsonNode FIXTURE = WeightFixtures.json("dequantization.json");

    static Stream<TensorType> readableTypes() {
        return Stream.of(TensorType.values()).filter(TensorType::isReadable);
    }

    @ParameterizedTest
    @MethodSource("readableTypes")
    void everyTypeGivesTheBitsOfGgufPyInFloat32(TensorType type) {
        assertReads(type, TensorType.F32, "float32");
    }

    @ParameterizedTest
    @MethodSource("readableTypes")
    void everyTypeIsRoundedToBfloat16AsTorchDoes(TensorType type) {
        assertReads(type, TensorType.BF16, "bfloat16");
    }

    @ParameterizedTest
    @MethodSource("readableTypes")
    void everyTypeIsRoundedToFloat16AsTorchDoes(TensorType type) {
        assertReads(type, TensorType.F16, "float16");
    }

    @Test
    void tiesOverflowsAndSubnormalsAreRoundedAsTorchDoes() {
        var rounding = FIXTURE.path("rounding");
        var floats = WeightFixtures.decoded(rounding.path("float32"));
        for (var target : List.of(TensorType.BF16, TensorType.F16)) {
            var expected = WeightFixtures.decoded(rounding.path(target == TensorType.BF16 ? "bfloat16" : "float16"));
            var result = new byte[expected.length];
            Dequantizer.read(TensorType.F32, MemorySegment.ofArray(floats), target, MemorySegment.ofArray(result),
                    floats.length / 4);
            assertThat(result).as(target.name()).isEqualTo(expected);
        }
    }

    @Test
    void aNanStaysANan() {
        var nan = new float[]{Float.intBitsToFloat(0x7fffffff), Float.intBitsToFloat(0x7f800001)};
        for (var target : List.of(TensorType.BF16, TensorType.F16)) {
            var halves = new short[2];
            Dequantizer.read(TensorType.F32, MemorySegment.ofArray(nan), target, MemorySegment.ofArray(halves), 2);
            var back = new float[2];
            Dequantizer.read(target, MemorySegment.ofArray(halves), TensorType.F32, MemorySegment.ofArray(back), 2);
            assertThat(back).as(target.name()).containsOnly(Float.NaN);
        }
    }

    @Test
    void tensorsLargerThanASliceAreReadWhole() {
        int weights = 3 * 4096 + 32;
        var stored = new byte[weights / 32 * 34];
        for (int block = 0; block < weights / 32; block++) {
            stored[block * 34 + 1] = 0x3c; // float16 1.0
            for (int i = 0; i < 32; i++) {
                stored[block * 34 + 2 + i] = (byte) (block + i);
            }
        }
        var result = new float[weights];
        Dequantizer.read(TensorType.Q8_0, MemorySegment.ofArray(stored), TensorType.F32, MemorySegment.ofArray(result),
                weights);
        for (int i = 0; i < weights; i++) {
            assertThat(result[i]).isEqualTo((byte) (i / 32 + i % 32));
        }
    }

    @ParameterizedTest
    @MethodSource("readableTypes")
    void aRangeOfRowsIsThatPartOfTheWhole(TensorType type) {
        var fixture = fixture(type);
        var entry = entry(fixture, type, RowOrder.STORED);
        var expected = WeightFixtures.decoded(fixture.path("float32"));
        try (var arena = Arena.ofConfined()) {
            // One byte off: destinations need no alignment.
            var destination = arena.allocate(entry.columns() * 4 * 2 + 1).asSlice(1);
            entry.readInto(TensorType.F32, destination, 1, 2);
            assertThat(destination.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(
                    Arrays.copyOfRange(expected, (int) entry.columns() * 4, expected.length));
        }
    }

    /** Scale times (code - 8) plus zero against the dequantized weight: one rounding more, of the zero. */
    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_1", "Q4_K"})
    void fourBitCodesMeanTheWeightsOfGgufPy(TensorType type) {
        var fixture = fixture(type);
        var entry = entry(fixture, type, RowOrder.STORED);
        int weights = (int) entry.weights();
        var expected = ByteBuffer.wrap(WeightFixtures.decoded(fixture.path("float32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var codes = new float[weights];
        var scales = new float[weights / 32];
        var zeros = new float[weights / 32];
        assertThat(entry.codeBits()).isEqualTo(4);
        assertThat(entry.codeGroup()).isEqualTo(32);
        entry.readCodes(MemorySegment.ofArray(codes), MemorySegment.ofArray(scales), MemorySegment.ofArray(zeros), 0,
                entry.rows());
        for (int i = 0; i < weights; i++) {
            float weight = (codes[i] - 8) * scales[i / 32] + zeros[i / 32];
            assertThat(weight).isCloseTo(expected.get(i),
                    Offset.offset(2 * Math.ulp(Math.abs(zeros[i / 32]) + 8 * Math.abs(scales[i / 32]))));
            assertThat(codes[i]).isBetween(0f, 15f);
        }
    }

    @Test
    void signedBytesTimesTheirScaleAreTheWeightsOfGgufPy() {
        var fixture = fixture(TensorType.Q8_0);
        var entry = entry(fixture, TensorType.Q8_0, RowOrder.STORED);
        int weights = (int) entry.weights();
        var expected = ByteBuffer.wrap(WeightFixtures.decoded(fixture.path("float32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var codes = new float[weights];
        var scales = new float[weights / 32];
        var zeros = new float[weights / 32];
        Arrays.fill(zeros, 7);
        entry.readCodes(MemorySegment.ofArray(codes), MemorySegment.ofArray(scales), MemorySegment.ofArray(zeros), 0,
                entry.rows());
        for (int i = 0; i < weights; i++) {
            assertThat(codes[i] * scales[i / 32]).isEqualTo(expected.get(i));
        }
        assertThat(zeros).containsOnly(0);
    }

    static TensorEntry entry(JsonNode fixture, TensorType type, RowOrder order) {
        return new TensorEntry("weights", type,
                List.of(fixture.path("rows").longValue(), fixture.path("columns").longValue()),
                MemorySegment.ofArray(WeightFixtures.decoded(fixture.path("stored"))), order);
    }

    static JsonNode fixture(TensorType type) {
        for (var fixture : FIXTURE.path("cases")) {
            if (fixture.path("type").stringValue().equals(type.name())) {
                return fixture;
            }
        }
        throw new IllegalStateException("no fixture of " + type);
    }

    private static void assertReads(TensorType type, TensorType target, String key) {
        var fixture = fixture(type);
        var expected = WeightFixtures.decoded(fixture.path(key));
        var result = new byte[expected.length];
        entry(fixture, type, RowOrder.STORED).readInto(target, MemorySegment.ofArray(result));
        assertThat(result).isEqualTo(expected);
    }
}
