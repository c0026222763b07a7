package org.headlinebench.weights;

import java.util.List;
import java.util.OptionalInt;

/**
 * Reads OPT's keys of {@code config.json} (Zhang et al. 2022, transformers' {@code OPTConfig}). What a file leaves out gets
 * that class's default.
 */
final class OptConfiguration {
    /** PyTorch's default, which OPT's layer norms keep. */
    private static final double EPSILON = 1e-5;
    /** Of no meaning: positions are learned. */
    private static final double NO_THETA = 10_000;

    private OptConfiguration() {}

    /** @throws IllegalArgumentException naming a value that is impossible */
    static ModelConfiguration read(HuggingFaceConfiguration file, OptionalInt bos, List<Integer> eos) {
        var fields = file.fields();
        int hidden = fields.requiredWhole("hidden_size");
        int heads = fields.requiredWhole("num_attention_heads");
        if (heads < 1 || hidden % heads != 0) {
            throw fields.wrong("num_attention_heads", "must be positive and divide 'hidden_size'");
        }
        refuseWhatTheEngineLacks(file, hidden);
        return new ModelConfiguration(ModelFamily.OPT, fields.requiredWhole("vocab_size"), hidden,
                fields.requiredWhole("ffn_dim"), fields.requiredWhole("num_hidden_layers"), heads, heads,
                hidden / heads, fields.requiredWhole("max_position_embeddings"), EPSILON, new RopeScaling.None(),
                NO_THETA, fields.flag("tie_word_embeddings").orElse(true), true, OptionalInt.empty(), bos, eos);
    }

    private static void refuseWhatTheEngineLacks(HuggingFaceConfiguration file, int hidden) {
        var fields = file.fields();
        if (!fields.flag("do_layer_norm_before").orElse(true)) {
            throw file.unsupported("its norms come after attention and MLP (key 'do_layer_norm_before'), as only in"
                    + " OPT 350M", HuggingFaceConfiguration.OTHER_MODEL);
        }
        if (fields.whole("word_embed_proj_dim").orElse(hidden) != hidden) {
            throw file
                    .unsupported("its embedding has another width than its layers (key 'word_embed_proj_dim'), as only"
                            + " in OPT 350M", HuggingFaceConfiguration.OTHER_MODEL);
        }
        if (fields.flag("_remove_final_layer_norm").orElse(false)) {
            throw file.unsupported("it has no norm after its last layer (key '_remove_final_layer_norm')",
                    HuggingFaceConfiguration.OTHER_MODEL);
        }
        if (!fields.flag("enable_bias").orElse(true) || !fields.flag("layer_norm_elementwise_affine").orElse(true)) {
            throw file.unsupported("it lacks OPT's biases (keys 'enable_bias', 'layer_norm_elementwise_affine')",
                    HuggingFaceConfiguration.OTHER_MODEL);
        }
    }
}
