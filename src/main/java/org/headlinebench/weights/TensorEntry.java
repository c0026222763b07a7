package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One tensor of a mapped model file under its Hugging Face name: a matrix of shape [rows, columns], or a vector of
 * shape [rows], which counts as a matrix of one column. Safe for use by several threads; valid until its file is
 * closed.
 */
public final class TensorEntry {
    /** Weights that share a scale in {@link #readCodes}. */
    public static final int FOUR_BIT_GROUP = 32;

    private final String name;
    private final TensorType type;
    private final List<Long> shape;
    private final MemorySegment bytes;
    private final RowOrder order;

    TensorEntry(String name, TensorType type, List<Long> shape, MemorySegment bytes, RowOrder order) {
        if (bytes.byteSize() != type.bytes(shape.stream().reduce(1L, Math::multiplyExact))) {
            throw new IllegalArgumentException(name + ": shape and bytes disagree");
        }
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.asReadOnly();
        this.order = order;
    }

    /** Hugging Face's module name, for instance {@code model.layers.0.self_attn.q_proj.weight}. */
    public String name() {
        return name;
    }

    /** How it is stored. */
    public TensorType type() {
        return type;
    }

    /** [rows, columns] or [rows]. */
    public List<Long> shape() {
        return shape;
    }

    /** Number of rows. */
    public long rows() {
        return shape.getFirst();
    }

    /** Number of columns; 1 for a vector. */
    public long columns() {
        return shape.size() == 1 ? 1 : shape.get(1);
    }

    /** Number of weights. */
    public long weights() {
        return Math.multiplyExact(rows(), columns());
    }

    /**
     * The stored bytes, read-only, mapped from the file. They are the tensor itself only where {@link #isDirect} says
     * so: rows may be stored in another order.
     */
    public MemorySegment bytes() {
        return bytes;
    }

    /** Whether {@link #bytes()} is this tensor in {@code wanted}, row by row, aligned: usable without a copy. */
    public boolean isDirect(TensorType wanted) {
        return type == wanted && type.weightsPerBlock() == 1 && order.isStored()
                && bytes.address() % type.bytesPerBlock() == 0;
    }

    /** The same as {@link #readInto(TensorType, MemorySegment, long, long)} for all rows. */
    public void readInto(TensorType target, MemorySegment destination) {
        readInto(target, destination, 0, rows());
    }

    /**
     * Writes rows {@code fromRow} to {@code fromRow + rowCount} (exclusive) as {@code target}, row after row.
     * Dequantization is computed in float32 exactly as gguf-py's {@code gguf.quants.dequantize}; narrower targets are
     * rounded to nearest even.
     *
     * @param target F32, F16 or BF16
     * @param destination at least {@code rowCount * columns} numbers of the target, any alignment
     * @throws IllegalArgumentException if rows or destination are out of bounds or the target is none of the three
     */
    public void readInto(TensorType target, MemorySegment destination, long fromRow, long rowCount) {
        if (!target.isFloat()) {
            throw new IllegalArgumentException(name + " cannot be read as " + target);
        }
        if (!type.isReadable()) {
            throw new IllegalArgumentException(name + " is stored as " + type + ", which holds no weights");
        }
        if (fromRow < 0 || rowCount < 0 || fromRow > rows() - rowCount) {
            throw new IllegalArgumentException(
                    name + ": rows " + fromRow + " + " + rowCount + " of " + rows() + " are out of bounds");
        }
        if (destination.byteSize() < target.bytes(rowCount * columns())) {
            throw new IllegalArgumentException(name + ": destination of " + destination.byteSize()
                    + " bytes is too small for " + rowCount * columns() + " weights");
        }
        if (order.isStored()) {
            copy(target, destination, fromRow, rowCount, 0);
            return;
        }
        for (long row = 0; row < rowCount; row++) {
            copy(target, destination, order.storedRow(fromRow + row), 1, row);
        }
    }

    /** Whether it is stored in four bits with a scale per 32 weights of a row, so that {@link #readCodes} can read it. */
    public boolean hasFourBitGroups() {
        return FourBitGroups.isStoredIn(type);
    }

    /** Whether it is stored in signed bytes with a scale per 32 weights of a row, so that {@link #readCodes} can read it. */
    public boolean hasEightBitGroups() {
        return type == TensorType.Q8_0;
    }

    /**
     * Reads stored codes and what they mean, without making them floating-point weights first:
     * {@code weight = (code - 8) * scale + zero} in four bits, {@code weight = code * scale} in eight, groups of
     * {@link #FOUR_BIT_GROUP}.
     *
     * @param codes  float32, one per weight, 0 to 15 or -128 to 127
     * @param scales float32, one per group
     * @param zeros  float32, one per group
     */
    public void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        long groups = columns() / FOUR_BIT_GROUP;
        for (long row = 0; row < rowCount; row++) {
            long stored = type.bytes(order.storedRow(fromRow + row) * columns());
            MemorySegment from = bytes.asSlice(stored, type.bytes(columns()));
            MemorySegment code = codes.asSlice(row * columns() * Float.BYTES);
            MemorySegment scale = scales.asSlice(row * groups * Float.BYTES);
            MemorySegment zero = zeros.asSlice(row * groups * Float.BYTES);
            if (hasEightBitGroups()) {
                EightBitGroups.read(from, (int) groups, code, scale, zero);
            } else {
                FourBitGroups.read(type, from, (int) groups, code, scale, zero);
            }
        }
    }

    private void copy(TensorType target, MemorySegment destination, long storedRow, long rowCount,
            long destinationRow) {
        long weights = rowCount * columns();
        var source = bytes.asSlice(type.bytes(storedRow * columns()), type.bytes(weights));
        var goal = destination.asSlice(target.bytes(destinationRow * columns()), target.bytes(weights));
        Dequantizer.read(type, source, target, goal, weights);
    }

    @Override
    public String toString() {
        return name + " " + type + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whether the shape is exactly the one given. */
    boolean hasShape(long... expected) {
        return shape.equals(Arrays.stream(expected).boxed().toList());
    }
}
