package org.headlinebench.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that a configuration implies: Hugging Face's name and shape, in the order of computation. */
final class ModelTensors {
    private ModelTensors() {}

    static Map<String, List<Long>> of(ModelConfiguration model) {
        var shapes = new LinkedHashMap<String, List<Long>>();
        long hidden = model.hiddenSize();
        long intermediate = model.intermediateSize();
        long query = model.querySize();
        long keyValue = model.keyValueSize();
        shapes.put("model.embed_tokens.weight", List.of((long) model.vocabularySize(), hidden));
        for (int layer = 0; layer < model.layers(); layer++) {
            var prefix = "model.layers." + layer + ".";
            shapes.put(prefix + "input_layernorm.weight", List.of(hidden));
            shapes.put(prefix + "self_attn.q_proj.weight", List.of(query, hidden));
            shapes.put(prefix + "self_attn.k_proj.weight", List.of(keyValue, hidden));
            shapes.put(prefix + "self_attn.v_proj.weight", List.of(keyValue, hidden));
            if (model.attentionBias()) {
                shapes.put(prefix + "self_attn.q_proj.bias", List.of(query));
                shapes.put(prefix + "self_attn.k_proj.bias", List.of(keyValue));
                shapes.put(prefix + "self_attn.v_proj.bias", List.of(keyValue));
            }
            shapes.put(prefix + "self_attn.o_proj.weight", List.of(hidden, query));
            shapes.put(prefix + "post_attention_layernorm.weight", List.of(hidden));
            shapes.put(prefix + "mlp.gate_proj.weight", List.of(intermediate, hidden));
            shapes.put(prefix + "mlp.up_proj.weight", List.of(intermediate, hidden));
            shapes.put(prefix + "mlp.down_proj.weight", List.of(hidden, intermediate));
        }
        shapes.put("model.norm.weight", List.of(hidden));
        if (!model.tiedEmbedding()) {
            shapes.put("lm_head.weight", List.of((long) model.vocabularySize(), hidden));
        }
        return shapes;
    }
}
