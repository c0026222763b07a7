package org.headlinebench.optimization;

import java.util.List;
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
     * Older tokens in fewer bits, affine per group: {@code code = round((x - min) / scale)},
     * {@code scale = (max - min) / (2^bits - 1)}. Values are grouped along the channels of a token.
     *
     * @param bits     8, 4 or 2
     * @param group    numbers that share a scale and a minimum; tokens move over as many at a time
     * @param residual newest tokens that stay as they are
     * @param keys     along what keys are grouped
     */
    record Quantized(int bits, int group, int residual, Keys keys) implements Cache {
        public Quantized {
            if (bits != 8 && bits != 4 && bits != 2 || group < 2 || residual < 0) {
                throw new IllegalArgumentException("bits 8, 4 or 2, group >= 2 and residual >= 0 expected");
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

    /** In host memory but for the layer that is being computed (HF's {@code OffloadedCache}). */
    record Offloaded() implements Cache {}

    static Cache of(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "dynamic" -> {
                choice.accept();
                yield new Dynamic();
            }
            case "static" -> new Static(choice.accept("max").integer("max", 1, 1 << 20));
            case "sliding" -> {
                Choice named = choice.accept("window", "sinks");
                yield new Sliding(named.integer("window", 1, 1 << 20).orElse(256),
                        named.integer("sinks", 0, 1 << 20).orElse(4));
            }
            case "quantized" -> quantized(choice.accept("bits", "group", "residual", "keys", "preset"));
            case "paged" -> new Paged(choice.accept("block").integer("block", 1, 4096).orElse(16));
            case "offloaded" -> {
                choice.accept();
                yield new Offloaded();
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case None _ -> Choice.of("none");
            case Dynamic _ -> Choice.of("dynamic");
            case Static(OptionalInt max) when max.isPresent() -> Choice.of("static").with("max", max.getAsInt());
            case Static _ -> Choice.of("static");
            case Sliding(int window, int sinks) -> Choice.of("sliding").with("window", window).with("sinks", sinks);
            case Quantized(int bits, int group, int residual, Keys keys) -> Choice.of("quantized")
                    .with("bits", bits)
                    .with("group", group)
                    .with("residual", residual)
                    .with("keys", keys.word());
            case Paged(int block) -> Choice.of("paged").with("block", block);
            case Offloaded _ -> Choice.of("offloaded");
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "no cache";
            case Sliding(int window, int sinks) -> "cache of the first " + sinks + " and last " + window;
            case Quantized(int bits, _, int residual, Keys keys) -> "int" + bits + " cache by " + keys.word()
                    + " behind " + residual;
            case Dynamic _,Static _,Paged _,Offloaded _ -> choice().text() + " cache";
        };
    }

    /** The presets' values hold where no others are given: HF's defaults, and those of KIVI's paper. */
    private static Quantized quantized(Choice named) {
        boolean kivi = named.word("preset", List.of("hf", "kivi")).map("kivi"::equals).orElse(false);
        return new Quantized(
                named.word("bits", List.of("8", "4", "2", "int8", "int4", "int2"))
                        .map(word -> Integer.parseInt(word.replace("int", "")))
                        .orElse(kivi ? 2 : 4),
                named.integer("group", 2, 256).orElse(kivi ? 32 : 64),
                named.integer("residual", 0, 1 << 20).orElse(128),
                named.word("keys", List.of("token", "channel"))
                        .map(word -> word.equals("token") ? Keys.TOKEN : Keys.CHANNEL)
                        .orElse(kivi ? Keys.CHANNEL : Keys.TOKEN));
    }
}
