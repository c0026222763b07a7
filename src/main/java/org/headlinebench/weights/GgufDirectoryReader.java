package org.headlinebench.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the tensor directory. As ggml demands, tensors follow each other in the directory's order, each padded to the
 * alignment, so overlaps, holes and wrong sizes cannot pass.
 */
final class GgufDirectoryReader {
    private static final int MOST_NAME_BYTES = 1024;
    private static final int MOST_DIMENSIONS = 4;
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long MOST_ALIGNMENT = 1 << 20;

    private final MappedFile file;
    private final GgufCursor cursor;
    private final GgufMetadata metadata;

    GgufDirectoryReader(MappedFile file, GgufCursor cursor, GgufMetadata metadata) {
        this.file = file;
        this.cursor = cursor;
        this.metadata = metadata;
    }

    Map<String, GgufTensor> read(long count) {
        long alignment = alignment();
        var entries = new LinkedHashMap<String, Entry>();
        long expected = 0;
        for (long i = 0; i < count; i++) {
            var entry = entry(i);
            if (entries.put(entry.name, entry) != null) {
                throw cursor.malformed("tensor '" + entry.name + "' appears twice");
            }
            if (entry.offset != expected) {
                throw cursor.malformed("tensor '" + entry.name + "' begins at " + Long.toUnsignedString(entry.offset)
                        + " of the data, but the tensors before it end at " + expected);
            }
            expected = padded(entry.offset + entry.bytes, alignment, entry.name);
        }
        return map(entries, padded(cursor.position(), alignment, "directory"));
    }

    private Map<String, GgufTensor> map(Map<String, Entry> entries, long dataStart) {
        var tensors = new LinkedHashMap<String, GgufTensor>();
        long available = file.bytes().byteSize() - dataStart;
        for (var entry : entries.values()) {
            if (entry.bytes > available - entry.offset) {
                throw file.malformed("it ends at byte " + file.bytes().byteSize() + ", but tensor '" + entry.name
                        + "' needs " + entry.bytes + " bytes from byte " + (dataStart + entry.offset)
                        + "; the download was probably cut off");
            }
            tensors.put(entry.name, new GgufTensor(entry.name, entry.type, entry.shape,
                    file.bytes().asSlice(dataStart + entry.offset, entry.bytes)));
        }
        return tensors;
    }

    private Entry entry(long index) {
        var name = cursor.text("the name of tensor " + index, MOST_NAME_BYTES);
        int dimensions = cursor.int32("the dimensions of tensor '" + name + "'");
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw cursor.malformed("tensor '" + name + "' has " + Integer.toUnsignedString(dimensions)
                    + " dimensions, but 1 to 4 are possible");
        }
        var fastestFirst = new ArrayList<Long>();
        for (int i = 0; i < dimensions; i++) {
            fastestFirst.add(cursor.int64("the shape of tensor '" + name + "'"));
        }
        var type = type(name, cursor.int32("the type of tensor '" + name + "'"));
        long bytes = bytes(name, type, fastestFirst);
        long offset = cursor.int64("the offset of tensor '" + name + "'");
        return new Entry(name, type, fastestFirst.reversed(), bytes, offset);
    }

    private TensorType type(String name, int code) {
        return TensorType.ofGguf(code)
                .orElseThrow(() -> GgufTypeNames.of(code)
                        .map(known -> (RuntimeException) new UnsupportedModel(
                                "Tensor '" + name + "' of " + file.path() + " is stored as " + known
                                        + ", which cannot be read.",
                                "Use a file with F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K tensors."))
                        .orElseGet(() -> cursor.malformed(
                                "tensor '" + name + "' has the unknown type " + Integer.toUnsignedString(code))));
    }

    private long bytes(String name, TensorType type, List<Long> fastestFirst) {
        try {
            long weights = 1;
            for (long size : fastestFirst) {
                if (size < 1) {
                    throw cursor.malformed(
                            "tensor '" + name + "' has a dimension of " + Long.toUnsignedString(size));
                }
                weights = Math.multiplyExact(weights, size);
            }
            if (fastestFirst.getFirst() % type.weightsPerBlock() != 0) {
                throw cursor.malformed("tensor '" + name + "' has rows of " + fastestFirst.getFirst()
                        + " weights, which are no whole number of " + type + " blocks");
            }
            long bytes = type.bytes(weights);
            if (bytes > file.bytes().byteSize()) {
                throw cursor.malformed("tensor '" + name + "' needs " + bytes + " bytes, but the whole file has "
                        + file.bytes().byteSize() + "; the download was probably cut off");
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw cursor.malformed("tensor '" + name + "' has the impossible shape " + fastestFirst.reversed());
        }
    }

    private long alignment() {
        long alignment = metadata.whole("general.alignment").orElse(DEFAULT_ALIGNMENT);
        if (alignment < 1 || alignment > MOST_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw metadata.wrong("general.alignment", "is " + alignment + ", but a power of two is needed");
        }
        return alignment;
    }

    private long padded(long position, long alignment, String name) {
        if (position > Long.MAX_VALUE - alignment) {
            throw cursor.malformed("tensor '" + name + "' has an impossible size");
        }
        return (position + alignment - 1) & -alignment;
    }

    private record Entry(String name, TensorType type, List<Long> shape, long bytes, long offset) {}
}
