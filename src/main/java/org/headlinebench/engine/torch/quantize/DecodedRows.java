package org.headlinebench.engine.torch.quantize;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorType;

/** The values to which a module's quantized weights are decoded, as float32. */
record DecodedRows(RowSource weights, Script script, ForeignTensors tensors, int group) implements RowSource {
    @Override
    public String module() {
        return weights.module();
    }

    @Override
    public long rows() {
        return weights.rows();
    }

    @Override
    public long columns() {
        return weights.columns();
    }

    @Override
    public void read(TensorType type, MemorySegment destination, long fromRow, long rowCount) {
        if (type != TensorType.F32) {
            throw new IllegalArgumentException("decoded weights are read as F32, not " + type);
        }
        long bytes = type.bytes(rowCount * columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(bytes, 64);
            weights.read(type, memory, fromRow, rowCount);
            try (PtNDArray rows = tensors.over(memory, Precision.FLOAT32, script.manager(), rowCount, columns());
                    IValue matrix = IValue.from(rows);
                    IValue groups = IValue.from((long) group)) {
                script.call("decode_rows", matrix, groups).close();
            }
            MemorySegment.copy(memory, 0, destination, 0, bytes);
        }
    }

    @Override
    public void release() {
        weights.release();
    }
}
