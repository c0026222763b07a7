package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A linear layer as GPTQ's or AWQ's tools store it: {@code qweight}, {@code qzeros}, {@code scales} and, of GPTQ,
 * {@code g_idx}; {@code weight[row][column] = scale * (code - zero)} with the scale and zero of the column's group.
 */
final class PackedMatrix {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Which of eight outputs lies in each part of a word of AWQ's {@code gemm} layout, turned around. */
    private static final int[] AWQ_PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

    private final StoredQuantization how;
    private final int rows;
    private final int columns;
    private final MemorySegment words;
    private final MemorySegment zeros;
    private final float[] scales;
    private final int[] groupOf;
    private final int group;
    private final boolean consecutive;

    private PackedMatrix(StoredQuantization how, int rows, int columns, MemorySegment words, MemorySegment zeros,
            float[] scales, int[] groupOf) {
        this.how = how;
        this.rows = rows;
        this.columns = columns;
        this.words = words;
        this.zeros = zeros;
        this.scales = scales;
        this.groupOf = groupOf;
        this.group = how.group() == 0 ? columns : how.group();
        boolean inOrder = true;
        for (int i = 0; i < columns; i++) {
            inOrder &= groupOf[i] == i / group;
        }
        this.consecutive = inOrder;
    }

    /**
     * Puts a module together.
     *
     * @param folder for messages
     * @param module Hugging Face's name without {@code .weight}
     * @param tensor finds a tensor of the folder
     * @return absent where the module is not quantized
     * @throws MalformedModelFile if its tensors do not fit each other
     */
    static Optional<PackedMatrix> find(Path folder, StoredQuantization how, String module, int rows, int columns,
            Function<String, Optional<TensorEntry>> tensor) {
        Optional<TensorEntry> words = tensor.apply(module + ".qweight");
        if (words.isEmpty()) {
            return Optional.empty();
        }
        int group = how.group() == 0 ? columns : how.group();
        int groups = (columns + group - 1) / group;
        boolean gptq = how.method() == StoredQuantization.Method.GPTQ;
        int per = how.perWord();
        TensorEntry zeros = required(folder, module + ".qzeros", tensor);
        TensorEntry scales = required(folder, module + ".scales", tensor);
        require(folder, words.get(), TensorType.I32, gptq ? columns / per : columns, gptq ? rows : rows / per);
        require(folder, zeros, TensorType.I32, groups, rows / per);
        require(folder, scales, scales.type().isFloat() ? scales.type() : TensorType.F16, groups, rows);
        MemorySegment numbers = MemorySegment.ofArray(new float[groups * rows]);
        scales.readInto(TensorType.F32, numbers);
        int[] groupOf = new int[columns];
        Optional<TensorEntry> order = gptq ? tensor.apply(module + ".g_idx") : Optional.empty();
        for (int i = 0; i < columns; i++) {
            groupOf[i] = order.isPresent() ? order.get().bytes().getAtIndex(INT, i) : i / group;
            if (groupOf[i] < 0 || groupOf[i] >= groups) {
                throw new MalformedModelFile(folder, module + ".g_idx names group " + groupOf[i] + " of " + groups);
            }
        }
        return Optional.of(new PackedMatrix(how, rows, columns, words.get().bytes(), zeros.bytes(),
                (float[]) numbers.heapBase().orElseThrow(), groupOf));
    }

    List<Long> shape() {
        return List.of((long) rows, (long) columns);
    }

    MemorySegment words() {
        return words;
    }

    /** Bits of a code where groups are consecutive columns; 0 otherwise. */
    int bits() {
        return consecutive ? how.bits() : 0;
    }

    int group() {
        return group;
    }

    /** The weights of a row. */
    void read(int row, float[] weights) {
        for (int i = 0; i < columns; i++) {
            weights[i] = scales[groupOf[i] * rows + row] * (code(row, i) - zero(groupOf[i], row));
        }
    }

    /** As {@link TensorEntry#readCodes}, one row. */
    void read(int row, float[] codes, float[] scale, float[] zero) {
        int middle = how.bits() == 4 ? 8 : 128;
        for (int i = 0; i < columns; i++) {
            codes[i] = code(row, i) - (how.bits() == 4 ? 0 : middle);
        }
        for (int g = 0; g < scale.length; g++) {
            scale[g] = scales[g * rows + row];
            zero[g] = (middle - zero(g, row)) * scale[g];
        }
    }

    private int code(int row, int column) {
        int per = how.perWord();
        return how.method() == StoredQuantization.Method.GPTQ
                ? part(words.getAtIndex(INT, (long) (column / per) * rows + row), column % per)
                : part(words.getAtIndex(INT, (long) column * (rows / per) + row / per), AWQ_PLACE[row % per]);
    }

    private int zero(int ofGroup, int row) {
        int per = how.perWord();
        int place = how.method() == StoredQuantization.Method.GPTQ ? row % per : AWQ_PLACE[row % per];
        int stored = part(zeros.getAtIndex(INT, (long) ofGroup * (rows / per) + row / per), place);
        return how.zerosLessOne() ? stored + 1 & (1 << how.bits()) - 1 : stored;
    }

    private int part(int word, int place) {
        return word >>> place * how.bits() & (1 << how.bits()) - 1;
    }

    private static TensorEntry required(Path folder, String name,
            Function<String, Optional<TensorEntry>> tensor) {
        return tensor.apply(name).orElseThrow(() -> new MalformedModelFile(folder, "it lacks " + name));
    }

    private static void require(Path folder, TensorEntry entry, TensorType type, long rows, long columns) {
        if (entry.type() != type || !entry.hasShape(rows, columns)) {
            throw new MalformedModelFile(folder, entry + " should be " + type + "[" + rows + ", " + columns + "]");
        }
    }
}
