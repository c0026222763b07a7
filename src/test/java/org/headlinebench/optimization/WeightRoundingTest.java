package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;

/** Against what the published implementations decode weights to (the engine's own fixtures). */
class WeightRoundingTest {
    @ParameterizedTest
    @CsvSource({"packed,int8,int8", "packed,int4-32,int4(32)", "packed,int4-128,int4(128)", "packed,int3-32,int3(32)",
        "packed,int2-64,int2(64)", "bitsandbytes,nf4,nf4", "bitsandbytes,fp4,fp4"})
    void weightsBecomeThoseOfThePublishedFormulaBitForBit(String fixture, String name, String choice)
            throws IOException {
        JsonNode json = fixture(fixture);
        float[] weights = floats(json.get("weights"));
        float[] before = weights.clone();
        WeightRounding.of(Stack.parse("quantize=" + choice, DeviceKind.CPU).quantize(), Precision.FLOAT32)
                .round(weights, json.get("columns").asInt());
        float[] expected = floats(json.get("cases")
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .get("dequantized"));
        assertThat(weights).isEqualTo(expected).isNotEqualTo(before);
    }

    @Test
    void sixteenBitsKeepWhatTheyCanHoldAndRoundTheRestToTheNearest() {
        float[] weights = {1.0f, -0.5f, 1.00390625f, 1.01171875f, 0.1f};
        float[] half = weights.clone();
        WeightRounding.of(Precision.BFLOAT16).round(weights, 5);
        assertThat(weights).containsExactly(1.0f, -0.5f, 1.0f, 1.015625f, 0.10009765625f);
        WeightRounding.of(Precision.FLOAT16).round(half, 5);
        assertThat(half).containsExactly(1.0f, -0.5f, 1.00390625f, 1.01171875f, 0.0999755859375f);
    }

    @Test
    void whatDependsOnMoreThanTheWeightsIsRefusedInWords() {
        for (String choice : new String[]{"gptq(4,128)", "awq(4,128)"}) {
            Quantize quantize = Stack.parse("quantize=" + choice, DeviceKind.CPU).quantize();
            assertThatThrownBy(() -> WeightRounding.of(quantize, Precision.FLOAT32)).isInstanceOf(UserError.class)
                    .hasMessageContaining("calibration");
        }
    }

    private static JsonNode fixture(String name) throws IOException {
        try (InputStream in = WeightRoundingTest.class.getResourceAsStream("/quantize/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        }
    }

    private static float[] floats(JsonNode base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }
}
