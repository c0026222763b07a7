package org.headlinebench.optimization;

/** How the next token is chosen. */
public sealed interface Decoding {
    /** The most probable token. */
    record Greedy() implements Decoding {}

    /**
     * A token drawn at random, after temperature, top-k and top-p in HF transformers' order.
     *
     * @param temperature divides the logits, greater than 0
     * @param topK        keeps the k most probable tokens; 0 keeps all
     * @param topP        keeps the fewest most probable tokens whose probabilities reach p (Holtzman et al. 2020)
     * @param seed        of the random numbers; each article has its own stream
     */
    record Sample(double temperature, int topK, double topP, long seed) implements Decoding {
        public Sample {
            if (!(temperature > 0) || topK < 0 || !(topP > 0) || topP > 1) {
                throw new IllegalArgumentException("temperature > 0, topK >= 0, 0 < topP <= 1 expected");
            }
        }
    }

    static Decoding of(Choice choice) {
        return switch (choice.word()) {
            case "greedy" -> {
                choice.accept();
                yield new Greedy();
            }
            case "sample" -> {
                Choice named = choice.accept("temperature", "topK", "topP", "seed");
                yield new Sample(named.number("temperature", 0.01, 100).orElse(1.0),
                        named.integer("topK", 0, 1_000_000).orElse(0), named.number("topP", 0.001, 1).orElse(1.0),
                        named.longInteger("seed", 0, Long.MAX_VALUE).orElse(0));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case Greedy _ -> Choice.of("greedy");
            case Sample(double temperature, int topK, double topP, long seed) -> Choice.of("sample")
                    .with("temperature", temperature)
                    .with("topK", topK)
                    .with("topP", topP)
                    .with("seed", seed);
        };
    }
}
