package org.headlinebench.weights;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One tensor of a mapped model file under its Hugging Face name: a matrix of shape [rows, columns], or a vector of
 * shape [rows], which counts as a matrix of one column. Safe for use by several threads; valid until its file is
 * closed.
 */
public final class TensorEntry {
    /** Weights that share a scale in GGUF's blocks of four and eight bits. */
    private static final int BLOCK_GROUP = 32;

    private final String name;
    private final TensorType type;
    private final List<Long> shape;
    private final MemorySegment bytes;
    private final RowOrder order;
    private final Optional<PackedMatrix> packed;
    private final Optional<TensorWindow> window;

    /** A matrix in another layout than rows of numbers. */
    TensorEntry(String name, PackedMatrix packed) {
        this.name = name;
        this.type = TensorType.PACKED;
        this.shape = packed.shape();
        this.bytes = packed.words();
        this.order = RowOrder.STORED;
        this.packed = Optional.of(packed);
        this.window = Optional.empty();
    }

    TensorEntry(String name, TensorType type, List<Long> shape, MemorySegment bytes, RowOrder order) {
        if (bytes.byteSize() != type.bytes(shape.stream().reduce(1L, Math::multiplyExact))) {
            throw new IllegalArgumentException(name + ": shape and bytes disagree");
        }
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.asReadOnly();
        this.order = order;
        this.packed = Optional.empty();
        this.window = Optional.empty();
    }

    private TensorEntry(TensorWindow window, List<Long> shape, MemorySegment bytes) {
        TensorEntry whole = window.whole();
        this.name = whole.name;
        this.type = whole.type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes;
        this.order = whole.order;
        this.packed = whole.packed;
        this.window = Optional.of(window);
    }

    /** Some of its rows, with all of their columns; nothing is read for it. */
    public TensorEntry rows(long from, long count) {
        requireWithin(from, count, rows());
        boolean apart = packed.isEmpty() && window.isEmpty() && order.isStored();
        List<Long> part = shape.size() == 1 ? List.of(count) : List.of(count, columns());
        return new TensorEntry(new TensorWindow(this, from, 0, columns()), part,
                apart ? bytes.asSlice(type.bytes(from * columns()), type.bytes(count * columns())) : bytes);
    }

    /** Some of its columns, of all rows; nothing is read for it. */
    public TensorEntry columns(long from, long count) {
        requireWithin(from, count, columns());
        return new TensorEntry(new TensorWindow(this, 0, from, count), List.of(rows(), count), bytes);
    }

    private void requireWithin(long from, long count, long of) {
        if (from < 0 || count < 1 || from > of - count) {
            throw new IllegalArgumentException(name + ": " + from + " + " + count + " of " + of + " are out of bounds");
        }
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
                && window.map(TensorWindow::isOfRows).orElse(true)
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
        if (!isReadable()) {
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
        if (window.isPresent()) {
            window.get().read(target, destination, fromRow, rowCount);
            return;
        }
        if (packed.isPresent()) {
            unpack(target, destination, fromRow, rowCount);
            return;
        }
        if (order.isStored()) {
            copy(target, destination, fromRow, rowCount, 0);
            return;
        }
        for (long row = 0; row < rowCount; row++) {
            copy(target, destination, order.storedRow(fromRow + row), 1, row);
        }
    }

    /** Whether weights can be read from it as floating-point numbers. */
    boolean isReadable() {
        return packed.isPresent() || type.isReadable();
    }

    /** Bits of the codes that {@link #readCodes} reads, 4 or 8; 0 where there are none. */
    public int codeBits() {
        if (window.isPresent() && !window.get().keepsGroups()) {
            return 0;
        }
        return packed.map(PackedMatrix::bits)
                .orElse(FourBitGroups.isStoredIn(type) ? 4 : type == TensorType.Q8_0 ? 8 : 0);
    }

    /** Consecutive weights of a row that share a scale in {@link #readCodes}. */
    public int codeGroup() {
        return packed.map(PackedMatrix::group).orElse(BLOCK_GROUP);
    }

    /**
     * Reads stored codes and what they mean, without making them floating-point weights first:
     * {@code weight = (code - 8) * scale + zero} in four bits, {@code weight = code * scale + zero} in eight, groups of
     * {@link #codeGroup}.
     *
     * @param codes  float32, one per weight, 0 to 15 or -128 to 127
     * @param scales float32, one per group
     * @param zeros  float32, one per group
     */
    public void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        if (window.isPresent()) {
            window.get().readCodes(codes, scales, zeros, fromRow, rowCount);
            return;
        }
        long groups = columns() / codeGroup();
        if (packed.isPresent()) {
            unpackCodes(packed.get(), codes, scales, zeros, fromRow, rowCount);
            return;
        }
        for (long row = 0; row < rowCount; row++) {
            long stored = type.bytes(order.storedRow(fromRow + row) * columns());
            MemorySegment from = bytes.asSlice(stored, type.bytes(columns()));
            MemorySegment code = codes.asSlice(row * columns() * Float.BYTES);
            MemorySegment scale = scales.asSlice(row * groups * Float.BYTES);
            MemorySegment zero = zeros.asSlice(row * groups * Float.BYTES);
            if (codeBits() == 8) {
                EightBitGroups.read(from, (int) groups, code, scale, zero);
            } else {
                FourBitGroups.read(type, from, (int) groups, code, scale, zero);
            }
        }
    }

    private void unpack(TensorType target, MemorySegment destination, long fromRow, long rowCount) {
        var weights = new float[(int) columns()];
        for (long row = 0; row < rowCount; row++) {
            packed.orElseThrow().read((int) (fromRow + row), weights);
            FloatNumbers.write(weights, weights.length, target, destination.asSlice(target.bytes(row * columns())));
        }
    }

    private void unpackCodes(PackedMatrix matrix, MemorySegment codes, MemorySegment scales, MemorySegment zeros,
            long fromRow, long rowCount) {
        var code = new float[(int) columns()];
        var scale = new float[(int) (columns() / codeGroup())];
        var zero = new float[scale.length];
        for (long row = 0; row < rowCount; row++) {
            matrix.read((int) (fromRow + row), code, scale, zero);
            MemorySegment.copy(code, 0, codes, JAVA_FLOAT_UNALIGNED, row * columns() * Float.BYTES, code.length);
            MemorySegment.copy(scale, 0, scales, JAVA_FLOAT_UNALIGNED, row * scale.length * Float.BYTES, scale.length);
            MemorySegment.copy(zero, 0, zeros, JAVA_FLOAT_UNALIGNED, row * scale.length * Float.BYTES, scale.length);
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
