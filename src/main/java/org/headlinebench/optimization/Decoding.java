package org.headlinebench.optimization;

import java.util.Optional;

/** How the next tokens are chosen. */
public sealed interface Decoding {
    /** Chooses one token in each pass of the model. */
    sealed interface Plain extends Decoding {}

    /** The most probable token. */
    record Greedy() implements Plain {}

    /**
     * A token drawn at random, after temperature, top-k and top-p in HF transformers' order.
     *
     * @param temperature divides the logits, greater than 0
     * @param topK        keeps the k most probable tokens; 0 keeps all
     * @param topP        keeps the fewest most probable tokens whose probabilities reach p (Holtzman et al. 2020)
     * @param seed        of the random numbers; each article has its own stream
     */
    record Sample(double temperature, int topK, double topP, long seed) implements Plain {
        public Sample {
            if (!(temperature > 0) || topK < 0 || !(topP > 0) || topP > 1) {
                throw new IllegalArgumentException("temperature > 0, topK >= 0, 0 < topP <= 1 expected");
            }
        }
    }

    /**
     * A smaller model proposes tokens, one pass of the target verifies them all (Leviathan et al. 2023, Chen et al.
     * 2023). What is written follows the target alone: its own tokens when greedy, its own distribution when sampled.
     *
     * @param draft          the smaller model, a catalog id or a path; absent: the one that the catalog names for the target
     * @param draftPrecision the draft's number type; absent: the stack's
     * @param tokens         how many are proposed at a time, at first where {@code adaptive}
     * @param adaptive       whether that number follows acceptance: two more after all were accepted, one less otherwise
     * @param rule           how the target chooses
     * @param draftQuantize  how the draft is quantized
     * @param draftPlacement where the draft's layers are
     */
    record Speculative(Optional<String> draft, Optional<Precision> draftPrecision, int tokens, boolean adaptive,
            Plain rule, Quantize draftQuantize, Placement draftPlacement) implements Decoding {
        /** With a draft that is not quantized and on the device. */
        public Speculative(Optional<String> draft, Optional<Precision> draftPrecision, int tokens, boolean adaptive,
                Plain rule) {
            this(draft, draftPrecision, tokens, adaptive, rule, new Quantize.None(), new Placement.Device());
        }

        public Speculative {
            requireCount("tokens", tokens, MOST_TOKENS);
            draft.ifPresent(word -> {
                if (!isWritable(word)) {
                    throw new IllegalArgumentException("a draft's name is not blank and has no '(', ')' or ','");
                }
            });
        }

        /** The same with that draft. */
        public Speculative with(String namedDraft) {
            return new Speculative(Optional.of(namedDraft), draftPrecision, tokens, adaptive, rule, draftQuantize,
                    draftPlacement);
        }
    }

    /**
     * Proposes what followed an earlier occurrence of the newest tokens in prompt and output (Saxena 2023), verified like
     * a draft model's proposals.
     *
     * @param ngram  the most newest tokens that must occur; shorter runs are tried down to one token
     * @param tokens how many are proposed at most
     * @param rule   how the target chooses
     */
    record PromptLookup(int ngram, int tokens, Plain rule) implements Decoding {
        public PromptLookup {
            requireCount("ngram", ngram, MOST_NGRAM);
            requireCount("tokens", tokens, MOST_TOKENS);
        }
    }

    /** The most tokens that can be proposed for one pass. */
    int MOST_TOKENS = 64;
    /** The longest run of tokens that can be looked up. */
    int MOST_NGRAM = 16;

    /** How the model chooses a token, whoever proposed it. */
    default Plain rule() {
        return switch (this) {
            case Plain plain -> plain;
            case Speculative speculative -> speculative.rule();
            case PromptLookup lookup -> lookup.rule();
        };
    }

    /** Whether tokens are proposed and verified. */
    default boolean speculates() {
        return !(this instanceof Plain);
    }

    static Decoding of(Choice choice) {
        return DecodingText.read(choice);
    }

    /** The choice as it is written. */
    default Choice choice() {
        return DecodingText.write(this);
    }

    /** A short name: parameters by position, of a draft's path the last element alone. */
    default String shortText() {
        return DecodingText.writeShort(this);
    }

    /** Whether a draft's name can stand in a stack's text. */
    static boolean isWritable(String draft) {
        return !draft.isEmpty() && draft.equals(draft.strip()) && draft.chars().noneMatch(c -> "(),".indexOf(c) >= 0);
    }

    private static void requireCount(String name, int count, int most) {
        if (count < 1 || count > most) {
            throw new IllegalArgumentException(name + " must lie within 1 and " + most + ", not " + count);
        }
    }
}
