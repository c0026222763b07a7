package org.headlinebench.engine.torch.model;

import java.lang.foreign.MemorySegment;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.linear.LinearLoader;
import org.headlinebench.engine.torch.linear.LinearRows;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.TensorTypes;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/** Appends the modules of a layer to a program's list in the order of {@code family/llama.torchscript}. */
final class LayerLoader {
    private final WeightFile file;
    private final RowSources sources;
    private final WeightList weights;
    private final Script script;
    private final ForeignTensors tensors;
    private final Staging staging;
    private final Precision precision;

    LayerLoader(WeightFile file, RowSources sources, WeightList weights, Script script, ForeignTensors tensors,
            Staging staging, Precision precision) {
        this.file = file;
        this.sources = sources;
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
    }

    /** @return the layer's bytes */
    long layer(int layer, LinearLoader linears) {
        String prefix = "model.layers." + layer + ".";
        String attention = prefix + "self_attn.";
        long bytes = vector(prefix + "input_layernorm.weight");
        bytes += linear(linears, attention + "q_proj", attention + "k_proj", attention + "v_proj");
        bytes += linear(linears, attention + "o_proj");
        bytes += vector(prefix + "post_attention_layernorm.weight");
        if (linears.joinsGateAndUp()) {
            bytes += linear(linears, prefix + "mlp.gate_proj", prefix + "mlp.up_proj");
            weights.append("add_nothing", new IValue[0]);
        } else {
            bytes += linear(linears, prefix + "mlp.gate_proj");
            bytes += linear(linears, prefix + "mlp.up_proj");
        }
        return bytes + linear(linears, prefix + "mlp.down_proj");
    }

    long vector(String name) {
        TensorEntry entry = file.tensor(name);
        TensorType type = TensorTypes.of(precision);
        MemorySegment memory = staging.of(type.bytes(entry.weights()));
        entry.readInto(type, memory);
        try (PtNDArray vector = tensors.over(memory, precision, script.manager(), entry.rows())) {
            return weights.append("add_copy", vector);
        }
    }

    long linear(LinearLoader loader, String... modules) {
        return loader.load(LinearRows.of(sources, file, List.of(modules)));
    }
}
