package org.headlinebench.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.headlinebench.failure.Nearest;
import org.headlinebench.weights.ModelFamily;

/** A family of models as people name it, by the word used in {@code models.yaml}, and the decoder that runs it. */
public enum FamilyName {
    /** Llama 2, 3, 3.1 and 3.2. */
    LLAMA(ModelFamily.LLAMA),
    /** SmolLM2: Llama's architecture with its own sizes and tokenizer. */
    SMOLLM2(ModelFamily.LLAMA),
    /** Mistral 7B. */
    MISTRAL(ModelFamily.MISTRAL),
    /** Qwen2 and Qwen2.5: biases in the query, key and value projections. */
    QWEN2(ModelFamily.QWEN2),
    /** OPT: learned positions, layer norm, ReLU. */
    OPT(ModelFamily.OPT);

    private final ModelFamily decoder;

    FamilyName(ModelFamily decoder) {
        this.decoder = decoder;
    }

    /** The decoder that the engine runs it with. */
    public ModelFamily decoder() {
        return decoder;
    }

    /** The word in {@code models.yaml}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(FamilyName::word).toList();
    }

    /** @throws IllegalArgumentException for an unknown word, with the nearest known one */
    public static FamilyName ofWord(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown family '" + Shown.of(word) + "'"
                        + Nearest.suggestion(word, words()) + "; families: " + String.join(", ", words())));
    }
}
