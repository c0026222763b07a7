package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the linear layers of a Hugging Face folder are stored, by {@code quantization_config} in its {@code config.json}.
 *
 * @param method       whose layout
 * @param bits         of a code: 4 or 8
 * @param group        consecutive weights of a row that share a scale, 0: all
 * @param zerosLessOne whether stored zeros are one less than what is meant (GPTQ's first layout)
 */
record StoredQuantization(Method method, int bits, int group, boolean zerosLessOne) {
    /** Layouts of 32-bit words. */
    enum Method {
        /** AutoGPTQ's and GPTQModel's: codes of a word are consecutive inputs. */
        GPTQ,
        /** AutoAWQ's {@code gemm}: codes of a word are outputs, interleaved. */
        AWQ
    }

    /**
     * @param fields of {@code config.json}
     * @param model  the folder, for messages
     * @return absent where the weights are not quantized
     * @throws UnsupportedModel for any other method or layout
     */
    static Optional<StoredQuantization> read(JsonFields fields, Path model) {
        Optional<JsonFields> settings = fields.object("quantization_config");
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        JsonFields config = settings.get();
        String method = config.text("quant_method").orElse("");
        int bits = config.whole("bits").orElse(0);
        int group = Math.max(0, config.whole("group_size").orElse(128));
        return Optional.of(switch (method) {
            case "gptq" -> {
                String format = config.text("checkpoint_format").orElse("gptq");
                if (!format.equals("gptq") && !format.equals("gptq_v2")) {
                    throw unsupported(model,
                            "in GPTQ's layout '" + format + "' (key 'quantization_config.checkpoint_format')");
                }
                if (bits != 4 && bits != 8) {
                    throw unsupported(model, "by GPTQ in " + bits + " bits (key 'quantization_config.bits')");
                }
                yield new StoredQuantization(Method.GPTQ, bits, group, format.equals("gptq"));
            }
            case "awq" -> {
                String version = config.text("version").orElse("gemm");
                if (!version.equalsIgnoreCase("gemm")) {
                    throw unsupported(model, "in AWQ's layout '" + version + "' (key 'quantization_config.version')");
                }
                if (bits != 4) {
                    throw unsupported(model, "by AWQ in " + bits + " bits (key 'quantization_config.bits')");
                }
                yield new StoredQuantization(Method.AWQ, bits, group, false);
            }
            default -> throw unsupported(model,
                    "by the method '" + (method.isEmpty() ? "unknown" : method)
                            + "' (key 'quantization_config.quant_method')");
        });
    }

    /** Codes in a word. */
    int perWord() {
        return Integer.SIZE / bits;
    }

    private static UnsupportedModel unsupported(Path model, String how) {
        return new UnsupportedModel("The model " + model + " cannot be run: its weights are quantized " + how + ".",
                "Choose a model quantized by GPTQ (4 or 8 bits) or AWQ (4 bits, gemm), a GGUF file, or the unquantized "
                        + "model; quantization is an option of this program.");
    }
}
