package org.headlinebench.optimization;

import java.util.Arrays;
import java.util.List;

/** What computes the attention product. */
public enum Attention {
    /** All scores, their softmax in float32, the weighted values: one step after the other (HF's {@code eager}). */
    EAGER("eager"),
    /** PyTorch's {@code scaled_dot_product_attention}, which chooses among the next three. */
    SDPA("sdpa"),
    /** Its reference out of plain products. */
    MATH("math"),
    /** Its kernel that never holds all scores (Dao et al. 2022). */
    FLASH("flash"),
    /** Its kernel of xFormers (Rabe and Staats 2021), for GPUs. */
    MEMORY_EFFICIENT("memory-efficient"),
    /**
     * As {@link #SDPA}, but steps over long contexts attend to runs of {@value #SPLIT} tokens side by side (Dao et al. 2023,
     * "Flash-Decoding"), so that one sequence's step occupies all of a device.
     */
    FLASH_DECODING("flash-decoding");

    /** Tokens of a run; shorter contexts are not split. */
    public static final int SPLIT = 128;

    private final String word;

    Attention(String word) {
        this.word = word;
    }

    /** The name as it is written. */
    public String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Attention::word).toList();
    }

    static Attention of(Choice choice) {
        choice.accept();
        return Arrays.stream(values())
                .filter(kernel -> kernel.word.equals(choice.word()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(choice.word()));
    }

    /** The choice as it is written. */
    Choice choice() {
        return Choice.of(word);
    }
}
