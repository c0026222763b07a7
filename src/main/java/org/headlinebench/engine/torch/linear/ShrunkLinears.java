package org.headlinebench.engine.torch.linear;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorType;

/** Linear layers in the model's precision, each matrix on its own, with the inputs and outputs that are left to it. */
public final class ShrunkLinears implements LinearLoader {
    private final WeightList weights;
    private final Script script;
    private final ForeignTensors tensors;
    private final Staging staging;
    private final Precision precision;

    public ShrunkLinears(WeightList weights, Script script, ForeignTensors tensors, Staging staging,
            Precision precision) {
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
    }

    @Override
    public long load(LinearRows rows) {
        TensorType type = TensorTypes.of(precision);
        weights.append("add_nothing", new IValue[0]);
        for (RowSource module : rows.weights()) {
            weights.extend(module.kept().orElse(Kept.ALL));
            MemorySegment memory = staging.of(type.bytes(module.rows() * module.columns()));
            module.read(type, memory, 0, module.rows());
            module.release();
            extend("extend_matrix", memory, module.rows(), module.columns());
        }
        MemorySegment memory = staging.of(rows.biasBytes(type));
        Optional<Long> bias = rows.readBias(type, memory);
        bias.ifPresent(length -> extend("extend_bias", memory, length));
        return weights.newestBytes();
    }

    @Override
    public boolean joinsGateAndUp() {
        return false;
    }

    private void extend(String method, MemorySegment memory, long... shape) {
        try (PtNDArray tensor = tensors.over(memory, precision, script.manager(), shape);
                IValue value = IValue.from(tensor)) {
            weights.extend(method, value);
        }
    }
}
