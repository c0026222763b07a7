package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/**
 * The rows of one or several linear modules, one below the other, as one matrix; read from the mapped file in pieces.
 *
 * @param weights their matrices, all of the same number of columns
 * @param biases  their biases, or none
 */
public record LinearRows(List<RowSource> weights, List<TensorEntry> biases) {
    public LinearRows {
        weights = List.copyOf(weights);
        biases = List.copyOf(biases);
    }

    /** @param modules Hugging Face's names without {@code .weight} */
    public static LinearRows of(RowSources sources, WeightFile file, List<String> modules) {
        boolean hasBias = file.names().contains(modules.getFirst() + ".bias");
        return new LinearRows(modules.stream().map(sources::of).toList(),
                hasBias ? modules.stream().map(module -> file.tensor(module + ".bias")).toList() : List.of());
    }

    /** The modules one by one, without their biases. */
    public List<LinearRows> modules() {
        return weights.stream().map(weight -> new LinearRows(List.of(weight), List.of())).toList();
    }

    public long rows() {
        return weights.stream().mapToLong(RowSource::rows).sum();
    }

    public long columns() {
        return weights.getFirst().columns();
    }

    /** Bytes that all rows take in that type. */
    public long bytes(TensorType type) {
        return type.bytes(rows() * columns());
    }

    /** Bytes that all biases take in that type. */
    public long biasBytes(TensorType type) {
        long length = 0;
        for (int i = 0; i < biases.size(); i++) {
            length += biasLength(i);
        }
        return type.bytes(length);
    }

    /** Reads rows into memory, row after row. */
    public void read(TensorType type, MemorySegment memory, long fromRow, long rowCount) {
        forEachPart(fromRow, rowCount, (entry, from, count, at) -> entry.read(type,
                memory.asSlice(type.bytes(at * columns())), from, count));
    }

    /** Reads stored four-bit codes, see {@link TensorEntry#readCodes}. */
    public void readCodes(MemorySegment codes, MemorySegment scales, MemorySegment zeros, long fromRow,
            long rowCount) {
        long groups = columns() / TensorEntry.FOUR_BIT_GROUP;
        forEachPart(fromRow, rowCount,
                (entry, from, count, at) -> entry.readCodes(codes.asSlice(at * columns() * Float.BYTES),
                        scales.asSlice(at * groups * Float.BYTES), zeros.asSlice(at * groups * Float.BYTES), from,
                        count));
    }

    /** Reads all biases, one after the other; absent where the modules have none. */
    public Optional<Long> readBias(TensorType type, MemorySegment memory) {
        long length = 0;
        for (int i = 0; i < biases.size(); i++) {
            MemorySegment part = memory.asSlice(type.bytes(length));
            Optional<int[]> outputs = weights.get(i).outputs();
            if (outputs.isPresent()) {
                readOutputs(biases.get(i), outputs.get(), type, part);
            } else {
                biases.get(i).readInto(type, part);
            }
            length += biasLength(i);
        }
        return biases.isEmpty() ? Optional.empty() : Optional.of(length);
    }

    /** Whether every module is stored in four bits with a scale per group of 32. */
    public boolean hasFourBitGroups() {
        return weights.stream().allMatch(RowSource::hasFourBitGroups);
    }

    /** Gives the file's pages back. */
    public void release() {
        weights.forEach(RowSource::release);
    }

    private long biasLength(int module) {
        return weights.get(module).outputs().map(outputs -> (long) outputs.length).orElse(biases.get(module).rows());
    }

    private static void readOutputs(TensorEntry bias, int[] outputs, TensorType type, MemorySegment memory) {
        var whole = new float[Math.toIntExact(bias.rows())];
        bias.readInto(TensorType.F32, MemorySegment.ofArray(whole));
        var some = new float[outputs.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = outputs[i] < 0 ? 0 : whole[outputs[i]];
        }
        FloatNumbers.write(some, some.length, type, memory);
    }

    private void forEachPart(long fromRow, long rowCount, PartReader reader) {
        long begin = 0;
        for (RowSource entry : weights) {
            long from = Math.max(fromRow, begin);
            long to = Math.min(fromRow + rowCount, begin + entry.rows());
            if (from < to) {
                reader.read(entry, from - begin, to - from, from - fromRow);
            }
            begin += entry.rows();
        }
    }

    @FunctionalInterface
    private interface PartReader {
        void read(RowSource entry, long fromRow, long rowCount, long at);
    }
}
