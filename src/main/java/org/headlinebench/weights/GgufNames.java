package org.headlinebench.weights;

import java.util.Map;
import java.util.Optional;

/** GGUF's names of Hugging Face's tensors (gguf-py {@code tensor_mapping.py}). */
final class GgufNames {
    private static final String LAYERS = "model.layers.";
    private static final Map<String, String> GLOBAL = Map.of("model.embed_tokens", "token_embd", "model.norm",
            "output_norm", "lm_head", "output");
    private static final Map<String, String> IN_LAYER = Map.of("input_layernorm", "attn_norm", "self_attn.q_proj",
            "attn_q", "self_attn.k_proj", "attn_k", "self_attn.v_proj", "attn_v", "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm", "mlp.gate_proj", "ffn_gate", "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");

    private GgufNames() {}

    /** The tensor that a GGUF file stores for Hugging Face's name, its rows in Hugging Face's order. */
    static Optional<TensorEntry> find(GgufFile file, ModelConfiguration configuration, String name) {
        boolean interleaved = configuration.family() != ModelFamily.QWEN2
                && (name.contains(".q_proj.") || name.contains(".k_proj."));
        var order = interleaved ? new RowOrder(configuration.headSize()) : RowOrder.STORED;
        return Optional.ofNullable(file.tensors().get(of(name)))
                .map(tensor -> new TensorEntry(name, tensor.type(), tensor.shape(), tensor.bytes(), order));
    }

    /** @param name out of {@link ModelTensors} */
    static String of(String name) {
        int kind = name.lastIndexOf('.');
        var module = name.substring(0, kind);
        if (!module.startsWith(LAYERS)) {
            return GLOBAL.get(module) + name.substring(kind);
        }
        int dot = module.indexOf('.', LAYERS.length());
        var layer = module.substring(LAYERS.length(), dot);
        return "blk." + layer + "." + IN_LAYER.get(module.substring(dot + 1)) + name.substring(kind);
    }
}
