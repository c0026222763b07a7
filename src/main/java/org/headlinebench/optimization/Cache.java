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
        };
    }
}
