package org.headlinebench.weights;

import java.util.List;
import java.util.Optional;

/**
 * What Hugging Face calls the modules of a family of decoders. Every decoder has the same parts: an embedding, layers of
 * attention and an MLP with a norm before each, a norm after the last layer, and a head.
 *
 * @param root            what the names of all modules but the head begin with
 * @param positions       the embedding of learned positions; empty where positions are rotary
 * @param attentionNorm   in a layer, the norm before attention
 * @param attentionInputs in a layer, the q, k and v projections
 * @param attentionOutput in a layer, the projection of what attention gives
 * @param mlpNorm         in a layer, the norm before the MLP
 * @param mlpInputs       in a layer, the gate and the up projection, or the only one that an MLP without gate begins with
 * @param mlpOutput       in a layer, the projection back
 * @param norm            the norm after the last layer
 */
public record ModuleNames(String root, Optional<String> positions, String attentionNorm, List<String> attentionInputs,
        String attentionOutput, String mlpNorm, List<String> mlpInputs, String mlpOutput, String norm) {

    /** Llama's, which Mistral and Qwen2 took over. */
    static final ModuleNames LLAMA = new ModuleNames("model.", Optional.empty(), "input_layernorm",
            List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"), "self_attn.o_proj",
            "post_attention_layernorm", List.of("mlp.gate_proj", "mlp.up_proj"), "mlp.down_proj", "norm");
    static final ModuleNames OPT = new ModuleNames("model.decoder.", Optional.of("embed_positions"),
            "self_attn_layer_norm", List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            "self_attn.out_proj", "final_layer_norm", List.of("fc1"), "fc2", "final_layer_norm");

    public ModuleNames {
        attentionInputs = List.copyOf(attentionInputs);
        mlpInputs = List.copyOf(mlpInputs);
    }

    /** The token embedding. */
    public String embedding() {
        return root + "embed_tokens";
    }

    /** The head's own matrix, where it is not the embedding's. */
    public String head() {
        return "lm_head";
    }

    /** What the names of a layer's modules begin with. */
    public String layer(int layer) {
        return root + "layers." + layer + ".";
    }
}
