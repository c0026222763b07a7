package org.headlinebench.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF piece by piece, so that tests can lie at any place. */
final class GgufBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static GgufBytes header(int version, long tensors, long keys) {
        return new GgufBytes().int32(0x46554747).int32(version).int64(tensors).int64(keys);
    }

    GgufBytes int8(int value) {
        out.write(value);
        return this;
    }

    GgufBytes int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        return this;
    }

    GgufBytes int64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    GgufBytes text(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length).out.writeBytes(bytes);
        return this;
    }

    GgufBytes tensor(String name, int type, long offset, long... fastestFirst) {
        text(name).int32(fastestFirst.length);
        for (long size : fastestFirst) {
            int64(size);
        }
        return int32(type).int64(offset);
    }

    /** Pads to 32 bytes and appends the data. */
    byte[] data(int bytes) {
        out.writeBytes(new byte[(32 - out.size() % 32) % 32 + bytes]);
        return out.toByteArray();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
