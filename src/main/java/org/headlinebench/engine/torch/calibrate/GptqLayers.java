package org.headlinebench.engine.torch.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ai.djl.pytorch.engine.PtNDArray;

import org.headlinebench.optimization.Quantize;

/**
 * GPTQ through a layer: modules that share an input are quantized together, and the next ones see the outputs of the
 * quantized ones, as the authors' "true sequential" order has it.
 *
 * @param pruned modules whose zeros remain zeros
 */
record GptqLayers(Quantize.Gptq settings, Set<String> pruned, Attention attention,
        ResultWriter results) implements LayerMethod {
    @Override
    public PtNDArray layer(PtNDArray x, DecoderLayer layer, TensorCalls inner, TensorCalls outer) {
        PtNDArray h = inner.tensor("norm", x, layer.vector("input_layernorm.weight"), attention.epsilon());
        List<PtNDArray> qkv = quantized(layer, inner, h, "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj");
        PtNDArray a = attention.of(h, qkv, layer, inner);
        PtNDArray o = quantized(layer, inner, a, "self_attn.o_proj").getFirst();
        PtNDArray between = inner.tensor("add_linear", x, a, o);
        PtNDArray h2 = inner.tensor("norm", between, layer.vector("post_attention_layernorm.weight"),
                attention.epsilon());
        List<PtNDArray> both = quantized(layer, inner, h2, "mlp.gate_proj", "mlp.up_proj");
        PtNDArray m = inner.tensor("gated", h2, both.getFirst(), both.getLast());
        return outer.tensor("add_linear", between, m, quantized(layer, inner, m, "mlp.down_proj").getFirst());
    }

    /** @return the weights to which the codes are decoded */
    private List<PtNDArray> quantized(DecoderLayer layer, TensorCalls calls, PtNDArray input, String... names) {
        PtNDArray gram = calls.tensor("gram", input);
        var decoded = new ArrayList<PtNDArray>();
        for (String name : names) {
            PtNDArray weight = layer.weight(name);
            long columns = weight.getShape().get(1);
            long group = settings.bits() == 8 ? columns : settings.group();
            List<PtNDArray> result = calls.tensors("gptq", weight, gram, group, (long) settings.block(),
                    settings.damping(), settings.actOrder(), pruned.contains(layer.module(name)));
            List<PtNDArray> rounded = calls.tensors("rounded", weight, group);
            results.module(layer.module(name), result,
                    calls.tensor("error", weight, result.getLast(), gram).toDoubleArray()[0],
                    calls.tensor("error", weight, rounded.getLast(), gram).toDoubleArray()[0]);
            decoded.add(result.getLast());
        }
        return decoded;
    }
}
