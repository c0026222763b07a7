package org.headlinebench.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The families of models that the engine runs, by the word used in {@code models.yaml}. */
public enum ModelFamily {
    /** Llama 2, 3, 3.1 and 3.2. */
    LLAMA,
    /** SmolLM2: Llama's architecture with its own sizes and tokenizer. */
    SMOLLM2,
    /** Mistral 7B. */
    MISTRAL,
    /** Qwen2 and Qwen2.5: biases in the query, key and value projections. */
    QWEN2;

    /** The word in {@code models.yaml}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ModelFamily::word).toList();
    }

    /** @throws IllegalArgumentException for an unknown word, with the nearest known one */
    public static ModelFamily ofWord(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown family '" + Shown.of(word) + "'"
                        + NearestName.suggestion(word, words()) + "; families: " + String.join(", ", words())));
    }
}
