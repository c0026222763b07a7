package org.headlinebench.weights;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header: a 64-bit length, then JSON. As the format demands, the tensors' bytes fill the rest of the file
 * without overlap or hole, and shape times type is their size.
 */
final class SafetensorsHeaderReader {
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_BYTES = 8;
    /** The reference implementation's own limit. */
    private static final long MOST_HEADER_BYTES = 100_000_000;

    private final MappedFile file;

    SafetensorsHeaderReader(MappedFile file) {
        this.file = file;
    }

    Map<String, SafetensorsTensor> read() {
        long size = file.bytes().byteSize();
        if (size < LENGTH_BYTES) {
            throw file.malformed("it has " + size + " bytes, too few for a safetensors file");
        }
        long headerBytes = file.bytes().get(INT64, 0);
        if (headerBytes < 2 || headerBytes > MOST_HEADER_BYTES || headerBytes > size - LENGTH_BYTES) {
            throw file.malformed("its header length is " + Long.toUnsignedString(headerBytes) + " in a file of " + size
                    + " bytes; it is cut off or no safetensors file");
        }
        var json = file.bytes().asSlice(LENGTH_BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        if (json[0] != '{') {
            throw file.malformed("its header is no JSON object");
        }
        return map(entries(JsonFields.parse(file.path(), json)), LENGTH_BYTES + headerBytes);
    }

    private List<Entry> entries(JsonFields header) {
        var entries = new ArrayList<Entry>();
        for (var name : header.keys()) {
            if (!name.equals("__metadata__")) {
                entries.add(entry(name, header.object(name)
                        .orElseThrow(() -> file.malformed("tensor '" + name + "' has no description"))));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private Entry entry(String name, JsonFields fields) {
        var dtype = fields.text("dtype").orElseThrow(() -> fields.wrong("dtype", "is missing"));
        var type = TensorType.ofSafetensors(dtype)
                .orElseThrow(() -> new UnsupportedModel(
                        "Tensor '" + name + "' of " + file.path() + " is stored as " + dtype
                                + ", which cannot be read.",
                        "Choose a model with F32, F16 or BF16 weights."));
        var shape = fields.sizes("shape");
        var offsets = fields.sizes("data_offsets");
        if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
            throw fields.wrong("data_offsets", "must hold a begin and an end");
        }
        long bytes = bytes(name, type, shape);
        if (bytes != offsets.getLast() - offsets.getFirst()) {
            throw file.malformed("tensor '" + name + "' of shape " + shape + " as " + dtype + " needs " + bytes
                    + " bytes, but its data_offsets give " + (offsets.getLast() - offsets.getFirst()));
        }
        return new Entry(name, type, shape, offsets.getFirst(), offsets.getLast());
    }

    private long bytes(String name, TensorType type, List<Long> shape) {
        try {
            long weights = 1;
            for (long size : shape) {
                weights = Math.multiplyExact(weights, size);
            }
            return type.bytes(weights);
        } catch (ArithmeticException e) {
            throw file.malformed("tensor '" + name + "' has the impossible shape " + shape);
        }
    }

    private Map<String, SafetensorsTensor> map(List<Entry> entries, long dataStart) {
        var tensors = new LinkedHashMap<String, SafetensorsTensor>();
        long available = file.bytes().byteSize() - dataStart;
        long expected = 0;
        for (var entry : entries) {
            if (entry.begin != expected) {
                throw file.malformed("tensor '" + entry.name + "' begins at " + entry.begin
                        + " of the data, but the tensors before it end at " + expected);
            }
            if (entry.end > available) {
                throw file.malformed("tensor '" + entry.name + "' ends at " + entry.end + " of the data, but there are "
                        + available + " bytes; the download was probably cut off");
            }
            tensors.put(entry.name, new SafetensorsTensor(entry.name, entry.type, entry.shape,
                    file.bytes().asSlice(dataStart + entry.begin, entry.end - entry.begin)));
            expected = entry.end;
        }
        if (expected != available) {
            throw file.malformed("its tensors end at " + expected + " of the data, but there are " + available
                    + " bytes");
        }
        return tensors;
    }

    private record Entry(String name, TensorType type, List<Long> shape, long begin, long end) {}
}
