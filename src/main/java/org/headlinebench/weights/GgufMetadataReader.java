package org.headlinebench.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads GGUF metadata within limits that real files stay far below, so that no file can exhaust memory. */
final class GgufMetadataReader {
    private static final int MOST_KEY_BYTES = 1 << 16;
    private static final int MOST_TEXT_BYTES = 1 << 24;
    /** Vocabularies have up to 300,000 tokens and as many merges, scores and types. */
    private static final long MOST_ELEMENTS = 1 << 23;
    private static final long MOST_TEXT_BYTES_IN_ALL = 1 << 28;

    private final GgufCursor cursor;
    private long elements;
    private long textBytes;

    GgufMetadataReader(GgufCursor cursor) {
        this.cursor = cursor;
    }

    Map<String, GgufValue> read(long count) {
        var values = new LinkedHashMap<String, GgufValue>();
        for (long i = 0; i < count; i++) {
            var key = text("metadata key " + i, MOST_KEY_BYTES);
            if (values.containsKey(key)) {
                throw cursor.malformed("metadata key '" + key + "' appears twice");
            }
            values.put(key, value("the value of metadata key '" + key + "'"));
        }
        return values;
    }

    private GgufValue value(String what) {
        int type = cursor.int32("the type of " + what);
        return switch (type) {
            case 0, 1, 2, 3, 4, 5, 10, 11 -> new GgufValue.Whole(whole(type, what));
            case 6, 12 -> new GgufValue.Real(real(type, what));
            case 7 -> new GgufValue.Flag(flag(what));
            case 8 -> new GgufValue.Text(text(what, MOST_TEXT_BYTES));
            case 9 -> array(what);
            default -> throw unknown(type, what);
        };
    }

    private GgufValue array(String what) {
        int type = cursor.int32("the element type of " + what);
        return switch (type) {
            case 0, 1, 2, 3, 4, 5, 10, 11 -> new GgufValue.Wholes(list(type, what, () -> whole(type, what)));
            case 6, 12 -> new GgufValue.Reals(list(type, what, () -> real(type, what)));
            case 7 -> new GgufValue.Flags(list(type, what, () -> flag(what)));
            case 8 -> new GgufValue.Texts(list(type, what, () -> text(what, MOST_TEXT_BYTES)));
            case 9 -> throw cursor.malformed(what + " is an array of arrays, which no supported model has");
            default -> throw unknown(type, what);
        };
    }

    private <T> List<T> list(int type, String what, Supplier<T> element) {
        long count = cursor.count("the number of elements of " + what, MOST_ELEMENTS - elements, size(type));
        elements += count;
        var list = new ArrayList<T>((int) count);
        for (long i = 0; i < count; i++) {
            list.add(element.get());
        }
        return list;
    }

    private long whole(int type, String what) {
        return switch (type) {
            case 0 -> cursor.int8(what) & 0xff;
            case 1 -> cursor.int8(what);
            case 2 -> cursor.int16(what) & 0xffff;
            case 3 -> cursor.int16(what);
            case 4 -> cursor.int32(what) & 0xffffffffL;
            case 5 -> cursor.int32(what);
            case 10 -> unsigned(cursor.int64(what), what);
            default -> cursor.int64(what);
        };
    }

    private long unsigned(long value, String what) {
        if (value < 0) {
            throw cursor.malformed(what + " is " + Long.toUnsignedString(value) + ", too large");
        }
        return value;
    }

    private double real(int type, String what) {
        return type == 6
                ? Float.intBitsToFloat(cursor.int32(what))
                : Double.longBitsToDouble(cursor.int64(what));
    }

    private boolean flag(String what) {
        byte value = cursor.int8(what);
        if (value != 0 && value != 1) {
            throw cursor.malformed(what + " is neither true nor false");
        }
        return value == 1;
    }

    private String text(String what, int mostBytes) {
        long from = cursor.position();
        var text = cursor.text(what, mostBytes);
        textBytes += cursor.position() - from;
        if (textBytes > MOST_TEXT_BYTES_IN_ALL) {
            throw cursor.malformed("its metadata holds more than 256 MiB of text");
        }
        return text;
    }

    private static int size(int type) {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            default -> 8;
        };
    }

    private MalformedModelFile unknown(int type, String what) {
        return cursor.malformed(what + " has the unknown type " + Integer.toUnsignedString(type));
    }
}
