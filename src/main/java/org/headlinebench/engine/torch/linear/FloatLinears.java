package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import ai.djl.pytorch.engine.PtNDArray;

import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorType;

/** Linear layers in the model's precision. */
public final class FloatLinears implements LinearLoader {
    private final WeightList weights;
    private final Script script;
    private final ForeignTensors tensors;
    private final Staging staging;
    private final Precision precision;
    private final TensorType type;
    private final String method;

    /** @param method of the program that appends a matrix; with {@code _bias} after it, a matrix and its bias */
    public FloatLinears(WeightList weights, Script script, ForeignTensors tensors, Staging staging,
            Precision precision, String method) {
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
        this.type = TensorTypes.of(precision);
        this.method = method;
    }

    @Override
    public long load(LinearRows rows) {
        long biasAt = Staging.aligned(rows.bytes(type));
        MemorySegment memory = staging.of(biasAt + rows.biasBytes(type));
        rows.read(type, memory, 0, rows.rows());
        Optional<Long> bias = rows.readBias(type, memory.asSlice(biasAt));
        rows.release();
        try (PtNDArray matrix = tensors.over(memory, precision, script.manager(), rows.rows(), rows.columns())) {
            if (bias.isEmpty()) {
                return weights.append(method, matrix);
            }
            try (PtNDArray vector = tensors.over(memory.asSlice(biasAt), precision, script.manager(), bias.get())) {
                return weights.append(method + "_bias", matrix, vector);
            }
        }
    }

    @Override
    public boolean joinsGateAndUp() {
        return true;
    }
}
