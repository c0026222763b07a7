package org.headlinebench.engine.torch.calibrate;

import java.util.List;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;

import org.headlinebench.optimization.Quantize;

/**
 * AWQ through a layer: input channels of modules are multiplied with scales, which what comes before divides by: a norm's
 * weights, or the rows of v and up. Calibration text passes through the weights as they are.
 *
 * @param foldsIntoValues whether v gives exactly the channels that o takes, so that scales of o fold into its rows
 */
record AwqLayers(Quantize.Awq settings, boolean foldsIntoValues, Attention attention,
        ResultWriter results) implements LayerMethod {

    private static final int GRID = 20;

    @Override
    public PtNDArray layer(PtNDArray x, DecoderLayer layer, TensorCalls inner, TensorCalls outer) {
        PtNDArray norm = layer.vector("input_layernorm.weight");
        PtNDArray h = inner.tensor("norm", x, norm, attention.epsilon());
        List<PtNDArray> qkv = List.of(layer.weight("self_attn.q_proj"), layer.weight("self_attn.k_proj"),
                layer.weight("self_attn.v_proj"));
        PtNDArray o = layer.weight("self_attn.o_proj");
        PtNDArray norm2 = layer.vector("post_attention_layernorm.weight");
        PtNDArray gate = layer.weight("mlp.gate_proj");
        PtNDArray up = layer.weight("mlp.up_proj");
        PtNDArray down = layer.weight("mlp.down_proj");
        var intoAttention = new Input(h, qkv, true, inner);
        PtNDArray a = attention.of(h, qkv, layer, inner);
        var intoO = new Input(a, List.of(o), foldsIntoValues, inner);
        PtNDArray between = inner.tensor("add_linear", x, a, o);
        PtNDArray h2 = inner.tensor("norm", between, norm2, attention.epsilon());
        var intoMlp = new Input(h2, List.of(gate, up), true, inner);
        PtNDArray m = inner.tensor("gated", h2, gate, up);
        var intoDown = new Input(m, List.of(down), true, inner);

        PtNDArray none = ones(inner, qkv.getFirst().getShape().get(0));
        PtNDArray noneOfK = ones(inner, qkv.get(1).getShape().get(0));
        intoAttention.store(layer.module("self_attn.q_proj"), qkv.get(0), none);
        intoAttention.store(layer.module("self_attn.k_proj"), qkv.get(1), noneOfK);
        intoAttention.store(layer.module("self_attn.v_proj"), qkv.get(2), foldsIntoValues ? intoO.scales : noneOfK);
        intoO.store(layer.module("self_attn.o_proj"), o, ones(inner, o.getShape().get(0)));
        intoMlp.store(layer.module("mlp.gate_proj"), gate, ones(inner, gate.getShape().get(0)));
        intoMlp.store(layer.module("mlp.up_proj"), up, intoDown.scales);
        intoDown.store(layer.module("mlp.down_proj"), down, ones(inner, down.getShape().get(0)));
        results.norm(layer.module("input_layernorm.weight"), inner.tensor("divided", norm, intoAttention.scales));
        results.norm(layer.module("post_attention_layernorm.weight"), inner.tensor("divided", norm2, intoMlp.scales));
        return outer.tensor("add_linear", between, m, down);
    }

    private static PtNDArray ones(TensorCalls calls, long size) {
        return (PtNDArray) calls.scope().ones(new Shape(size), DataType.FLOAT64);
    }

    /** What comes into some modules, and the scales of its channels. */
    private final class Input {
        private final TensorCalls calls;
        private final PtNDArray gram;
        private final PtNDArray scales;

        Input(PtNDArray x, List<PtNDArray> weights, boolean searched, TensorCalls calls) {
            this.calls = calls;
            this.gram = calls.tensor("gram", x);
            this.scales = searched
                    ? search(weights, calls.tensor("magnitude", x))
                    : ones(calls, x.getShape().get(1));
        }

        /** @param rows by which its rows are divided, because the next modules' inputs are multiplied */
        void store(String module, PtNDArray weight, PtNDArray rows) {
            PtNDArray scaled = calls.tensor("scaled", weight, scales, rows);
            List<PtNDArray> result = calls.tensors("rounded", scaled, group(weight));
            PtNDArray back = calls.tensor("scaled", result.getLast(), calls.tensor("divided", ones(calls,
                    scales.getShape().get(0)), scales),
                    calls.tensor("divided", ones(calls, rows.getShape().get(0)), rows));
            List<PtNDArray> rounded = calls.tensors("rounded", weight, group(weight));
            results.module(module, result, calls.tensor("error", weight, back, gram).toDoubleArray()[0],
                    calls.tensor("error", weight, rounded.getLast(), gram).toDoubleArray()[0]);
        }

        private PtNDArray search(List<PtNDArray> weights, PtNDArray magnitude) {
            PtNDArray best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int step = 0; step < GRID; step++) {
                List<PtNDArray> tried = calls.tensors("awq", weights, gram, magnitude, group(weights.getFirst()),
                        (double) step / GRID);
                double error = tried.getLast().toDoubleArray()[0];
                if (error < least) {
                    least = error;
                    best = tried.getFirst();
                }
            }
            if (best == null) {
                throw new IllegalStateException("every scale gives an error that is no number");
            }
            return best;
        }

        private long group(PtNDArray weight) {
            return settings.bits() == 8 ? weight.getShape().get(1) : settings.group();
        }
    }
}
