package org.headlinebench.weights;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads the model configuration out of GGUF metadata ({@code llama.*}, {@code qwen2.*}). */
final class GgufConfiguration {
    private static final String ROPE_FACTORS = "rope_freqs.weight";

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final String prefix;
    private final ModelFamily family;

    private GgufConfiguration(GgufFile file) {
        this.file = file;
        this.metadata = file.metadata();
        this.prefix = metadata.text("general.architecture")
                .orElseThrow(() -> metadata.wrong("general.architecture", "is missing"));
        this.family = family();
    }

    /**
     * @throws MalformedModelFile naming the key that is missing or wrong
     * @throws UnsupportedModel if the model is of another architecture or needs what the engine lacks
     */
    static ModelConfiguration read(GgufFile file) {
        return new GgufConfiguration(file).configuration();
    }

    private ModelConfiguration configuration() {
        refuseWhatTheEngineLacks();
        int heads = required("attention.head_count");
        int hidden = required("embedding_length");
        if (heads < 1) {
            throw metadata.wrong(prefix + ".attention.head_count", "must be positive");
        }
        int headSize = headSize(hidden / heads);
        try {
            return new ModelConfiguration(family, vocabularySize(), hidden, required("feed_forward_length"),
                    required("block_count"), heads, optional("attention.head_count_kv").orElse(heads), headSize,
                    required("context_length"), epsilon(), ropeScaling(), ropeTheta(),
                    !file.tensors().containsKey("output.weight"), family == ModelFamily.QWEN2,
                    optional("attention.sliding_window"), whole("tokenizer.ggml.bos_token_id"), eosTokenIds());
        } catch (IllegalArgumentException e) {
            throw new MalformedModelFile(file.path(), e.getMessage(), MalformedModelFile.FETCH_AGAIN, e);
        }
    }

    private ModelFamily family() {
        return switch (prefix) {
            // llama.cpp stores Mistral as llama; only the name tells.
            case "llama" -> isNamed("mistral") ? ModelFamily.MISTRAL : ModelFamily.LLAMA;
            case "qwen2" -> ModelFamily.QWEN2;
            default -> throw new UnsupportedModel(
                    "The model " + file.path() + " is of the architecture '" + prefix + "', which cannot be run.",
                    prefix.equals("opt")
                            ? "Use the model's Hugging Face folder; GGUF files of this family are not read."
                            : "Choose a model of one of the families " + ModelFamily.supported() + ".");
        };
    }

    private boolean isNamed(String word) {
        return metadata.text("general.basename")
                .or(() -> metadata.text("general.name"))
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }

    private void refuseWhatTheEngineLacks() {
        if (optional("expert_count").orElse(0) > 0) {
            throw unsupported("it is a mixture of experts (key '" + prefix + ".expert_count')");
        }
        for (var tensor : List.of("blk.0.attn_output.bias", "blk.0.ffn_up.bias", "blk.0.attn_q_norm.weight")) {
            if (file.tensors().containsKey(tensor)) {
                throw unsupported("it has tensors such as '" + tensor + "'");
            }
        }
        if (prefix.equals("llama") && file.tensors().containsKey("blk.0.attn_q.bias")) {
            throw unsupported("its attention has biases (tensor 'blk.0.attn_q.bias')");
        }
    }

    private int headSize(int implied) {
        int size = optional("attention.key_length").orElse(optional("rope.dimension_count").orElse(implied));
        if (optional("attention.value_length").orElse(size) != size
                || optional("rope.dimension_count").orElse(size) != size) {
            throw unsupported("its keys, values and rotary positions differ in width (keys '" + prefix
                    + ".attention.key_length', '" + prefix + ".attention.value_length', '" + prefix
                    + ".rope.dimension_count')");
        }
        return size;
    }

    private int vocabularySize() {
        return optional("vocab_size").orElseGet(() -> metadata.texts("tokenizer.ggml.tokens")
                .map(List::size)
                .orElseThrow(() -> metadata.wrong(prefix + ".vocab_size", "is missing, and so is the vocabulary")));
    }

    private double epsilon() {
        var key = prefix + ".attention.layer_norm_rms_epsilon";
        double stored = metadata.real(key).orElseThrow(() -> metadata.wrong(key, "is missing"));
        // Stored as float32: 1e-5 comes back as 9.999999747378752e-06.
        return Double.parseDouble(Float.toString((float) stored));
    }

    private double ropeTheta() {
        return metadata.real(prefix + ".rope.freq_base").orElse(10_000);
    }

    private RopeScaling ropeScaling() {
        var factors = file.tensors().get(ROPE_FACTORS);
        if (factors != null) {
            return new RopeScaling.Factors(floats(factors));
        }
        var type = metadata.text(prefix + ".rope.scaling.type").orElse("none");
        var key = prefix + ".rope.scaling.factor";
        var factor = metadata.real(key);
        return switch (type) {
            case "none" -> {
                double linear = metadata.real(prefix + ".rope.scale_linear").orElse(1);
                yield linear == 1 ? new RopeScaling.None() : new RopeScaling.Linear(linear);
            }
            case "linear" -> new RopeScaling.Linear(factor.orElseThrow(() -> metadata.wrong(key, "is missing")));
            default -> throw unsupported("it scales its rotary positions by the rule '" + type + "' (key '" + prefix
                    + ".rope.scaling.type')");
        };
    }

    private List<Float> floats(GgufTensor tensor) {
        if (tensor.type() != TensorType.F32 || tensor.shape().size() != 1 || tensor.shape().getFirst() > 1 << 14) {
            throw new MalformedModelFile(file.path(), "tensor '" + ROPE_FACTORS + "' must be a float32 vector");
        }
        var values = new float[tensor.shape().getFirst().intValue()];
        Dequantizer.read(TensorType.F32, tensor.bytes(), TensorType.F32, MemorySegment.ofArray(values), values.length);
        var list = new ArrayList<Float>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private List<Integer> eosTokenIds() {
        var ids = new ArrayList<Integer>();
        // Beside the end token, llama.cpp names the end of a turn and of a message.
        for (var name : List.of("eos", "eot", "eom")) {
            whole("tokenizer.ggml." + name + "_token_id").ifPresent(ids::add);
        }
        return ids.stream().distinct().toList();
    }

    private int required(String name) {
        return optional(name).orElseThrow(() -> metadata.wrong(prefix + "." + name, "is missing"));
    }

    private OptionalInt optional(String name) {
        return whole(prefix + "." + name);
    }

    private OptionalInt whole(String key) {
        var value = metadata.whole(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() < Integer.MIN_VALUE || value.getAsLong() > Integer.MAX_VALUE) {
            throw metadata.wrong(key, "is out of range: " + value.getAsLong());
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    private UnsupportedModel unsupported(String why) {
        return new UnsupportedModel("The model " + file.path() + " cannot be run: " + why + ".",
                "Choose another model.");
    }
}
