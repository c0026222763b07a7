package org.headlinebench.engine.torch.quantize;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.linear.Kept;
import org.headlinebench.engine.torch.linear.LinearLoader;
import org.headlinebench.engine.torch.linear.LinearRows;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.TensorTypes;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;
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
    private final boolean shrunk;
    private long scaleBytes;
    private int matrices;
    private int repacked;

    public QuantizedLinears(WeightList weights, Script script, ForeignTensors tensors, Staging staging,
            Precision precision, Quantize quantize, Quantizer quantizer, boolean shrunk) {
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
        this.quantize = quantize;
        this.quantizer = quantizer;
        this.shrunk = shrunk;
    }

    @Override
    public long load(LinearRows rows) {
        return load(rows, shrunk);
    }

    /** Appends a matrix that has lost nothing, whatever the layers have. */
    public long loadHead(LinearRows rows) {
        return load(rows, false);
    }

    private long load(LinearRows rows, boolean indexed) {
        weights.append("add_nothing", new IValue[0]);
        long expected = 0;
        boolean alone = indexed || quantizer.scope() == Quantizer.Scope.MODULE;
        for (LinearRows matrix : alone ? rows.modules() : List.of(rows)) {
            if (indexed) {
                Kept kept = matrix.weights().getFirst().kept().orElse(Kept.ALL);
                weights.extend(kept);
                expected += kept.bytes();
            }
            matrix(matrix);
            Quantize layout = layout(matrix);
            expected += layout.bytes(matrix.rows(), matrix.columns(), precision);
            scaleBytes += layout.scaleBytes(matrix.rows(), matrix.columns());
        }
        bias(rows);
        expected += rows.biasBytes(TensorTypes.of(precision));
        long bytes = weights.newestBytes();
        if (bytes != expected) {
            throw new IllegalStateException(rows.weights().getFirst().module() + " takes " + bytes + " bytes as "
                    + quantize.choice().text() + " instead of " + expected);
        }
        return bytes;
    }

    @Override
    public boolean joinsGateAndUp() {
        return !shrunk;
    }

    /** The values to which a module's weights will be decoded. */
    public RowSource decoded(RowSource module) {
        return new DecodedRows(module, script, tensors, quantizer.group());
    }

    /** Bytes of all scales and zeros. */
    public long scaleBytes() {
        return scaleBytes;
    }

    /** Modules that were quantized. */
    public int modules() {
        return matrices;
    }

    /** Of those, the ones whose stored codes were kept. */
    public int repackedModules() {
        return repacked;
    }

    /** Where the file decides, what it decided. */
    private Quantize layout(LinearRows rows) {
        return switch (quantize) {
            case Quantize.Stored _ -> rows.codeGrid()
                    .<Quantize>map(grid -> grid.bits() == 4
                            ? new Quantize.Int4(grid.group(), false)
                            : new Quantize.Stored(grid.group()))
                    .orElse(new Quantize.Int8(false));
            case Quantize.None _,Quantize.Int8 _,Quantize.Int8Dynamic _,Quantize.Int4 _,Quantize.Few _,Quantize.Int4Dynamic _,Quantize.Float4 _,Quantize.Gptq _,Quantize.Awq _ ->
                quantize;
        };
    }

    private void matrix(LinearRows rows) {
        boolean keepsCodes = rows.codeGrid().filter(quantizer::takesCodes).isPresent();
        long pieceRows = Math.max(1, PIECE_WEIGHTS / rows.columns() / BLOCK_ROWS) * BLOCK_ROWS;
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
            weights.extend("extend_pieces", pieces);
        }
        matrices += rows.weights().size();
        repacked += keepsCodes ? rows.weights().size() : 0;
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
        long groups = rows.codeGrid().orElseThrow().groups(rows.columns());
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
            boolean bytes = quantize instanceof Quantize.Stored && rows.codeGrid().orElseThrow().bits() == 8;
            script.call(bytes ? "add_bytes" : "add_codes", pieces, code, scale, zero).close();
        }
    }

    private void bias(LinearRows rows) {
        TensorType type = TensorTypes.of(precision);
        MemorySegment memory = staging.of(rows.biasBytes(type));
        Optional<Long> length = rows.readBias(type, memory);
        if (length.isPresent()) {
            try (PtNDArray vector = tensors.over(memory, precision, script.manager(), length.get());
                    IValue bias = IValue.from(vector)) {
                weights.extend("extend_bias", bias);
            }
        }
    }

    private PtNDArray over(MemorySegment memory, long rows, long columns) {
        return tensors.over(memory, Precision.FLOAT32, script.manager(), rows, columns);
    }
}
