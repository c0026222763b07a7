package org.headlinebench.engine.torch.calibrate;

import java.lang.foreign.MemorySegment;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/** The float32 weights of one decoder layer; its tensors read memory of the scope's own. */
final class DecoderLayer {
    private final String prefix;
    private final WeightFile file;
    private final RowSources sources;
    private final ForeignTensors tensors;
    private final TensorCalls calls;
    private final java.lang.foreign.Arena memory;

    DecoderLayer(int layer, WeightFile file, RowSources sources, ForeignTensors tensors, TensorCalls calls,
            java.lang.foreign.Arena memory) {
        this.prefix = "model.layers." + layer + ".";
        this.file = file;
        this.sources = sources;
        this.tensors = tensors;
        this.calls = calls;
        this.memory = memory;
    }

    /** @param name within the layer, for instance {@code mlp.up_proj} */
    String module(String name) {
        return prefix + name;
    }

    /** [rows, columns] */
    PtNDArray weight(String name) {
        RowSource source = sources.of(module(name));
        MemorySegment bytes = memory.allocate(TensorType.F32.bytes(source.rows() * source.columns()), 64);
        source.read(TensorType.F32, bytes, 0, source.rows());
        source.release();
        return tensors.over(bytes, Precision.FLOAT32, calls.scope(), source.rows(), source.columns());
    }

    /** [width] of a norm or a bias. */
    PtNDArray vector(String name) {
        TensorEntry entry = file.tensor(module(name));
        MemorySegment bytes = memory.allocate(TensorType.F32.bytes(entry.weights()), 64);
        entry.readInto(TensorType.F32, bytes);
        return tensors.over(bytes, Precision.FLOAT32, calls.scope(), entry.rows());
    }

    /** Biases of q, k and v, or none. */
    List<PtNDArray> attentionBiases() {
        return file.configuration().attentionBias()
                ? List.of(vector("self_attn.q_proj.bias"), vector("self_attn.k_proj.bias"),
                        vector("self_attn.v_proj.bias"))
                : List.of();
    }
}
