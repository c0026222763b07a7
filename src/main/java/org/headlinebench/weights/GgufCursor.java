package org.headlinebench.weights;

import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads little-endian values one after the other and never beyond the file's end. */
final class GgufCursor {
    private static final ValueLayout.OfShort INT16 = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private long position;

    GgufCursor(MappedFile file) {
        this.file = file;
    }

    long position() {
        return position;
    }

    long remaining() {
        return file.bytes().byteSize() - position;
    }

    byte int8(String what) {
        return file.bytes().get(ValueLayout.JAVA_BYTE, advance(1, what));
    }

    short int16(String what) {
        return file.bytes().get(INT16, advance(2, what));
    }

    int int32(String what) {
        return file.bytes().get(INT32, advance(4, what));
    }

    long int64(String what) {
        return file.bytes().get(INT64, advance(8, what));
    }

    /** A 64-bit count; each counted thing takes at least {@code bytesEach} bytes of what remains. */
    long count(String what, long most, long bytesEach) {
        long count = int64(what);
        if (count < 0 || count > most) {
            throw malformed(what + " is " + Long.toUnsignedString(count) + ", more than the " + most + " allowed");
        }
        if (count > remaining() / bytesEach) {
            throw malformed(what + " is " + count + ", more than the rest of the file can hold");
        }
        return count;
    }

    String text(String what, int mostBytes) {
        int length = (int) count("the length of " + what, mostBytes, 1);
        var bytes = new byte[length];
        var from = file.bytes().asSlice(advance(length, what), length);
        from.asByteBuffer().get(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed(what + " is no UTF-8 text");
        }
    }

    MalformedModelFile malformed(String what) {
        return file.malformed(what + " (near byte " + position + ")");
    }

    private long advance(long bytes, String what) {
        if (bytes > remaining()) {
            throw file.malformed("it ends at byte " + file.bytes().byteSize() + ", in the middle of " + what);
        }
        long from = position;
        position += bytes;
        return from;
    }
}
