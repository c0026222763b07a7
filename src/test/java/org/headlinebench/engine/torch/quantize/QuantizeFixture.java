package org.headlinebench.engine.torch.quantize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

import ai.djl.pytorch.jni.IValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.torch.linear.LinearProgram;

/** Weights, activations and what another implementation makes of them, written by a script of {@code src/test/fixtures}. */
final class QuantizeFixture {
    private static final long FLOAT32 = 6;
    private final JsonNode json;

    private QuantizeFixture(JsonNode json) {
        this.json = json;
    }

    static QuantizeFixture named(String name) {
        try (InputStream in = QuantizeFixture.class.getResourceAsStream("/quantize/" + name + ".json")) {
            return new QuantizeFixture(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int rows() {
        return json.get("rows").asInt();
    }

    int columns() {
        return json.get("columns").asInt();
    }

    int tokens() {
        return json.get("tokens").asInt();
    }

    float[] x() {
        return floats(json.get("x"));
    }

    JsonNode expected(String name) {
        return json.get("cases")
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The fixture's weights as one module of a program, quantized in pieces of that many rows. */
    IValue load(LinearProgram program, int group, int pieceRows) {
        float[] weights = floats(json.get("weights"));
        IValue pieces = program.script().call("pieces");
        for (int from = 0; from < rows(); from += pieceRows) {
            int rows = Math.min(pieceRows, rows() - from);
            float[] piece = Arrays.copyOfRange(weights, from * columns(), (from + rows) * columns());
            program.script()
                    .call("add_piece", pieces, program.tensor(piece, FLOAT32, rows, columns()),
                            IValue.from((long) group));
        }
        IValue list = program.script().call("weights");
        program.script().call("add_nothing", list);
        program.script().call("extend_pieces", list, pieces);
        return list.toIValueArray()[0];
    }

    static float[] floats(JsonNode base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }
}
