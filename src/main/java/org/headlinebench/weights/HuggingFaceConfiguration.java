package org.headlinebench.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads {@code config.json} (transformers 4 and 5) and {@code generation_config.json}. What a file leaves out gets the
 * default of transformers' configuration class of that family.
 */
final class HuggingFaceConfiguration {
    private static final int DEFAULT_WINDOW = 4096;
    static final String OTHER_MODEL = "Choose another model.";

    private final Path file;
    private final JsonFields fields;
    private final ModelFamily family;

    private HuggingFaceConfiguration(Path file, JsonFields fields) {
        this.file = file;
        this.fields = fields;
        this.family = family();
    }

    /**
     * @param config {@code config.json}
     * @throws MalformedModelFile naming the key that is missing or wrong
     * @throws UnsupportedModel if the model is of another architecture or needs what the engine lacks
     */
    static ModelConfiguration read(Path config) {
        return new HuggingFaceConfiguration(config, JsonFields.read(config)).configuration();
    }

    private ModelConfiguration configuration() {
        refuseWhatTheEngineLacks();
        try {
            return switch (family) {
                case LLAMA, MISTRAL, QWEN2 -> llamaKind();
                case OPT -> OptConfiguration.read(this, bosTokenId(), eosTokenIds());
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedModelFile(file, e.getMessage(), MalformedModelFile.FETCH_AGAIN, e);
        }
    }

    JsonFields fields() {
        return fields;
    }

    private ModelConfiguration llamaKind() {
        int heads = fields.requiredWhole("num_attention_heads");
        int hidden = fields.requiredWhole("hidden_size");
        int layers = fields.requiredWhole("num_hidden_layers");
        if (heads < 1) {
            throw fields.wrong("num_attention_heads", "must be positive");
        }
        return new ModelConfiguration(family, fields.requiredWhole("vocab_size"), hidden,
                fields.requiredWhole("intermediate_size"), layers, heads,
                fields.whole("num_key_value_heads").orElse(heads), fields.whole("head_dim").orElse(hidden / heads),
                fields.requiredWhole("max_position_embeddings"), fields.real("rms_norm_eps").orElse(1e-6),
                ropeScaling(), ropeTheta(), fields.flag("tie_word_embeddings").orElse(false),
                family == ModelFamily.QWEN2, slidingWindow(layers), bosTokenId(), eosTokenIds());
    }

    private ModelFamily family() {
        var architectures = fields.texts("architectures");
        var named = architectures.isEmpty() ? fields.text("model_type").orElse("") : architectures.getFirst();
        for (var candidate : ModelFamily.values()) {
            if (candidate.architecture().equals(named) || candidate.name().equalsIgnoreCase(named)) {
                return candidate;
            }
        }
        throw new UnsupportedModel(
                "The model " + file.getParent() + " is of the architecture '" + named + "', which cannot be run.",
                "Choose a model of one of the families " + ModelFamily.supported() + ".");
    }

    private void refuseWhatTheEngineLacks() {
        if (fields.has("quantization_config")) {
            throw unsupported("its weights are already quantized (key 'quantization_config')",
                    "Choose the unquantized model; quantization is an option of this program.");
        }
        var key = family == ModelFamily.OPT ? "activation_function" : "hidden_act";
        var expected = family == ModelFamily.OPT ? "relu" : "silu";
        var activation = fields.text(key).orElse(expected);
        if (!activation.equals(expected)) {
            throw unsupported("it uses the activation '" + activation + "' (key '" + key + "')", OTHER_MODEL);
        }
        if (family != ModelFamily.QWEN2 && fields.flag("attention_bias").orElse(false)) {
            throw unsupported("its attention has biases (key 'attention_bias')", OTHER_MODEL);
        }
        if (fields.flag("mlp_bias").orElse(false)) {
            throw unsupported("its MLP has biases (key 'mlp_bias')", OTHER_MODEL);
        }
    }

    private JsonFields rope() {
        return fields.object("rope_parameters").orElse(fields);
    }

    private double ropeTheta() {
        return rope().real("rope_theta").orElse(fields.real("rope_theta").orElse(10_000));
    }

    private RopeScaling ropeScaling() {
        var rope = fields.object("rope_parameters").or(() -> fields.object("rope_scaling"));
        if (rope.isEmpty()) {
            return new RopeScaling.None();
        }
        var rule = rope.get();
        if (rule.real("partial_rotary_factor").orElse(1) != 1) {
            throw unsupported("only part of each head is rotated (key 'partial_rotary_factor')", OTHER_MODEL);
        }
        var type = rule.text("rope_type").or(() -> rule.text("type")).orElse("default");
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(rule.requiredReal("factor"));
            case "llama3" -> new RopeScaling.Llama3(rule.requiredReal("factor"), rule.requiredReal("low_freq_factor"),
                    rule.requiredReal("high_freq_factor"), rule.requiredWhole("original_max_position_embeddings"));
            case "dynamic" -> new RopeScaling.DynamicNtk(rule.requiredReal("factor"),
                    fields.requiredWhole("max_position_embeddings"));
            case "yarn" -> yarn(rule);
            default -> throw unsupported("it scales its rotary positions by the rule '" + type + "' (key 'rope_type')",
                    "Choose a model with the rule default, linear, dynamic, yarn or llama3.");
        };
    }

    /** As transformers: the factor may be left to the two lengths, the attention factor to the factor. */
    private RopeScaling yarn(JsonFields rule) {
        int longest = fields.requiredWhole("max_position_embeddings");
        int trained = rule.whole("original_max_position_embeddings").orElse(longest);
        double factor = rule.real("factor").orElse((double) longest / trained);
        double scale = rule.real("mscale").orElse(0);
        double allScale = rule.real("mscale_all_dim").orElse(0);
        double attention = scale != 0 && allScale != 0
                ? RopeScaling.Yarn.attentionFactor(factor, scale) / RopeScaling.Yarn.attentionFactor(factor, allScale)
                : RopeScaling.Yarn.attentionFactor(factor, 1);
        return new RopeScaling.Yarn(factor, trained, rule.real("beta_slow").orElse(1),
                rule.real("beta_fast").orElse(32),
                rule.real("attention_factor").orElse(attention), rule.flag("truncate").orElse(true));
    }

    private OptionalInt slidingWindow(int layers) {
        return switch (family) {
            case LLAMA, OPT -> OptionalInt.empty();
            case MISTRAL -> fields.keys().contains("sliding_window")
                    ? fields.whole("sliding_window")
                    : OptionalInt.of(DEFAULT_WINDOW);
            case QWEN2 -> fields.flag("use_sliding_window").orElse(false) ? qwenWindow(layers) : OptionalInt.empty();
        };
    }

    /** transformers: layers from {@code max_window_layers} on slide, unless {@code layer_types} lists them. */
    private OptionalInt qwenWindow(int layers) {
        var window = OptionalInt.of(fields.whole("sliding_window").orElse(DEFAULT_WINDOW));
        int full = Math.min(layers, fields.whole("max_window_layers").orElse(28));
        var types = fields.texts("layer_types");
        if (!types.isEmpty()) {
            full = (int) types.stream().filter("full_attention"::equals).count();
        }
        if (full != 0 && full != layers) {
            throw unsupported("only some of its layers have a sliding window (key 'max_window_layers')", OTHER_MODEL);
        }
        return full == layers ? OptionalInt.empty() : window;
    }

    private OptionalInt bosTokenId() {
        return fields.whole("bos_token_id");
    }

    private List<Integer> eosTokenIds() {
        var ids = new ArrayList<>(fields.wholes("eos_token_id"));
        var generation = file.resolveSibling("generation_config.json");
        if (Files.exists(generation)) {
            ids.addAll(JsonFields.read(generation).wholes("eos_token_id"));
        }
        return ids.stream().distinct().toList();
    }

    UnsupportedModel unsupported(String why, String remedy) {
        return new UnsupportedModel("The model " + file.getParent() + " cannot be run: " + why + ".", remedy);
    }
}
