package org.headlinebench.tokenizer.huggingface;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import org.headlinebench.failure.UserError;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.TokenizerDefinition;
import org.headlinebench.tokenizer.UnusableTokenizer;

/** Opens tokenizers of every model format. */
public final class HuggingFaceTokenizers {
    /** Texts are never cut or filled up, whatever tokenizer.json says. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private HuggingFaceTokenizers() {}

    /**
     * The tokenizer of a model.
     *
     * @param model a {@code .gguf} file or a Hugging Face folder
     * @throws UserError if there is no tokenizer, or it is damaged or of a kind that cannot be run
     */
    public static Tokenizer open(Path model) {
        return open(model, TokenizerDefinition.read(model));
    }

    /** The tokenizer of a definition that was read before. */
    public static Tokenizer open(Path model, TokenizerDefinition definition) {
        keepDjlOffline();
        try {
            var json = new ByteArrayInputStream(definition.json().getBytes(StandardCharsets.UTF_8));
            return new HuggingFaceAdapter(HuggingFaceTokenizer.newInstance(json, OPTIONS), definition);
        } catch (IOException | RuntimeException e) {
            throw new UnusableTokenizer("The tokenizer of " + model + " cannot be used: " + e.getMessage() + ".",
                    "Fetch the model again; if that does not help, choose another.", e);
        }
    }

    /** DJL would report its start to a cloud service, and fetch a CUDA build of the tokenizer where there is a GPU. */
    private static void keepDjlOffline() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }
}
