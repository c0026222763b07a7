package org.headlinebench.engine.torch.quantize;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.linear.LinearLoader;
import org.headlinebench.engine.torch.linear.LinearRows;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.TensorTypes;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;

/**
 * Quantized linear layers: a few rows at a time are read as float32, quantized and packed by the program, so that memory
 * never holds more of the floating-point model than such a piece. Weights that the file stores in the very groups asked
 * for keep their codes; only their layout changes.
 */
public final class QuantizedLinears implements LinearLoader {
    /** The packed int4 layout has blocks of 64 rows; pieces of whole blocks can be put together. */
    private static final long BLOCK_ROWS = 64;
    private static final long PIECE_WEIGHTS = 1 << 21;

    private final WeightList weights;
    private final Script script;
    private final ForeignTensors tensors;
    private final Staging staging;
    private final Precision precision;
    private final Quantize quantize;
    private final Quantizer quantizer;
    private int matrices;
    private int repacked;

    public QuantizedLinears(WeightList weights, Script script, ForeignTensors tensors, Staging staging,
            Precision precision, Quantize quantize) {
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
        this.quantize = quantize;
        this.quantizer = Quantizer.of(quantize).orElseThrow();
    }

    @Override
    public long load(LinearRows rows) {
        boolean keepsCodes = rows.hasFourBitGroups() && quantizer.takesCodes(TensorEntry.FOUR_BIT_GROUP);
        long pieceRows = Math.max(1, PIECE_WEIGHTS / rows.columns() / BLOCK_ROWS) * BLOCK_ROWS;
        long bytes;
        try (IValue pieces = script.call("pieces")) {
            for (long from = 0; from < rows.rows(); from += pieceRows) {
                long count = Math.min(pieceRows, rows.rows() - from);
                if (keepsCodes) {
                    addCodes(pieces, rows, from, count);
                } else {
                    addPiece(pieces, rows, from, count);
                }
            }
            rows.release();
            bytes = finish(pieces, rows);
        }
        long expected = quantize.bytes(rows.rows(), rows.columns(), precision)
                + rows.biasBytes(TensorTypes.of(precision));
        if (bytes != expected) {
            throw new IllegalStateException(rows.weights().getFirst().name() + " takes " + bytes + " bytes as "
                    + quantize.choice().text() + " instead of " + expected);
        }
        matrices += rows.weights().size();
        repacked += keepsCodes ? rows.weights().size() : 0;
        return bytes;
    }

    @Override
    public boolean joinsGateAndUp() {
        return true;
    }

    /** Modules that were quantized. */
    public int modules() {
        return matrices;
    }

    /** Of those, the ones whose stored codes were kept. */
    public int repackedModules() {
        return repacked;
    }

    private void addPiece(IValue pieces, LinearRows rows, long from, long count) {
        MemorySegment memory = staging.of(TensorType.F32.bytes(count * rows.columns()));
        rows.read(TensorType.F32, memory, from, count);
        try (PtNDArray piece = over(memory, count, rows.columns());
                IValue matrix = IValue.from(piece);
                IValue group = IValue.from((long) quantizer.group())) {
            script.call("add_piece", pieces, matrix, group).close();
        }
    }

    private void addCodes(IValue pieces, LinearRows rows, long from, long count) {
        long groups = rows.columns() / quantizer.group();
        long scalesAt = Staging.aligned(TensorType.F32.bytes(count * rows.columns()));
        long zerosAt = Staging.aligned(scalesAt + TensorType.F32.bytes(count * groups));
        MemorySegment memory = staging.of(zerosAt + TensorType.F32.bytes(count * groups));
        rows.readCodes(memory, memory.asSlice(scalesAt), memory.asSlice(zerosAt), from, count);
        try (PtNDArray codes = over(memory, count, rows.columns());
                PtNDArray scales = over(memory.asSlice(scalesAt), count, groups);
                PtNDArray zeros = over(memory.asSlice(zerosAt), count, groups);
                IValue code = IValue.from(codes);
                IValue scale = IValue.from(scales);
                IValue zero = IValue.from(zeros)) {
            script.call("add_codes", pieces, code, scale, zero).close();
        }
    }

    private long finish(IValue pieces, LinearRows rows) {
        TensorType type = TensorTypes.of(precision);
        MemorySegment memory = staging.of(rows.biasBytes(type));
        Optional<Long> bias = rows.readBias(type, memory);
        if (bias.isEmpty()) {
            return weights.append("add_pieces", pieces);
        }
        try (PtNDArray vector = tensors.over(memory, precision, script.manager(), bias.get());
                IValue value = IValue.from(vector)) {
            return weights.append("add_pieces_bias", pieces, value);
        }
    }

    private PtNDArray over(MemorySegment memory, long rows, long columns) {
        return tensors.over(memory, Precision.FLOAT32, script.manager(), rows, columns);
    }
}
