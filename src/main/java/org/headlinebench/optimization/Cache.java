package org.headlinebench.optimization;

import java.util.OptionalInt;

/** What is kept of the keys and values of earlier tokens. */
public sealed interface Cache {
    /** Nothing: the whole sequence is computed again for each token. */
    record None() implements Cache {}

    /** Keys and values of all tokens, growing by concatenation (HF's {@code DynamicCache}). */
    record Dynamic() implements Cache {}

    /**
     * Allocated once and written at a position (HF's {@code StaticCache}).
     *
     * @param maxTokens prompt and output tokens it holds; absent: what the workload needs at most
     */
    record Static(OptionalInt maxTokens) implements Cache {
        public Static {
            maxTokens.ifPresent(max -> {
                if (max < 1) {
                    throw new IllegalArgumentException("a cache holds at least one token, not " + max);
                }
            });
        }
    }

    /**
     * The first tokens and the newest ones; a token sees no others (StreamingLLM, Xiao et al. 2023). Tokens keep their own
     * positions.
     *
     * @param window newest tokens that a token sees, itself included
     * @param sinks  first tokens that every token sees
     */
    record Sliding(int window, int sinks) implements Cache {
        public Sliding {
            if (window < 1 || sinks < 0) {
                throw new IllegalArgumentException("window >= 1 and sinks >= 0 expected");
            }
        }
    }

    /**
     * A layout whose older tokens are in fewer bits, affine per group: {@code code = round((x - min) / scale)},
     * {@code scale = (max - min) / (2^bits - 1)}. Values are grouped along the channels of a token.
     *
     * @param layout   dynamic, static, sliding or paged
     * @param bits     8, 4 or 2
     * @param group    numbers that share a scale and a minimum; a dynamic layout's tokens move over as many at a time
     * @param residual newest tokens that stay as they are
     * @param keys     along what keys are grouped
     */
    record Rounded(Cache layout, int bits, int group, int residual, Keys keys) implements Cache {
        public Rounded {
            if (bits != 8 && bits != 4 && bits != 2 || group < 2 || residual < 0) {
                throw new IllegalArgumentException("bits 8, 4 or 2, group >= 2 and residual >= 0 expected");
            }
            if (layout instanceof None || layout instanceof Hybrid || layout instanceof Rounded
                    || layout instanceof Offloaded) {
                throw new IllegalArgumentException("dynamic, static, sliding or paged expected");
            }
        }
    }

    /** What the keys that share a scale have in common. */
    enum Keys {
        /** Their token (HF's {@code QuantizedCache}). */
        TOKEN("token"),
        /** Their channel (KIVI, Liu et al. 2024: keys have outlier channels). */
        CHANNEL("channel");

        private final String word;

        Keys(String word) {
            this.word = word;
        }

        /** The name as it is written. */
        public String word() {
            return word;
        }
    }

    /**
     * Fixed blocks and a table of them per sequence (Kwon et al. 2023); sequences share blocks of a common beginning.
     *
     * @param block tokens of a block
     */
    record Paged(int block) implements Cache {
        public Paged {
            if (block < 1) {
                throw new IllegalArgumentException("a block holds at least one token, not " + block);
            }
        }
    }

    /** Layers with a sliding window keep that window, the others all tokens (HF's {@code HybridCache}). */
    record Hybrid() implements Cache {}

    /**
     * In host memory but for the layer that is being computed (HF's {@code OffloadedCache}).
     *
     * @param held what is kept there
     */
    record Offloaded(Cache held) implements Cache {
        public Offloaded {
            if (held instanceof None || held instanceof Offloaded) {
                throw new IllegalArgumentException("a cache that keeps something expected");
            }
        }
    }

    /** How tokens are laid out, whatever their bits and place. */
    default Cache layout() {
        return switch (this) {
            case Rounded rounded -> rounded.layout;
            case Offloaded offloaded -> offloaded.held.layout();
            case None _,Dynamic _,Static _,Sliding _,Hybrid _,Paged _ -> this;
        };
    }

    static Cache of(Choice choice) {
        return CacheText.read(choice);
    }

    /** The choice as it is written. */
    default Choice choice() {
        return CacheText.write(this);
    }

    /** A short name for lists. */
    default String shortText() {
        return CacheText.writeShort(this);
    }
}
