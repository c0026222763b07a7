package org.headlinebench.optimization;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The axes of a stack, in the order in which they are written. An axis knows its word, the words of its choices, and how
 * a written choice changes a stack; the choice's meaning is in the axis's own file.
 */
public enum Axis {
    /** See {@link Precision}. */
    PRECISION("precision", List.of("float32", "bfloat16", "float16"),
            (stack, choice) -> stack.with(Precision.of(choice)), stack -> stack.precision().choice()),
    /** See {@link Prune}. */
    PRUNE("prune", List.of("none", "l1-unstructured", "l1-structured", "semi-structured-2:4"),
            (stack, choice) -> stack.with(Prune.of(choice)), stack -> stack.prune().choice()),
    /** See {@link Quantize}. */
    QUANTIZE("quantize",
            List.of("none", "int8", "int8-dynamic", "int4", "int4-dynamic", "int3", "int2", "nf4", "fp4", "gptq", "awq",
                    "stored"),
            (stack, choice) -> stack.with(Quantize.of(choice)), stack -> stack.quantize().choice()),
    /** See {@link Cache}. */
    CACHE("cache", List.of("none", "dynamic", "static", "sliding", "hybrid", "paged"),
            (stack, choice) -> stack.with(Cache.of(choice)), stack -> stack.cache().choice()),
    /** See {@link Attention}. */
    ATTENTION("attention", Attention.words(), (stack, choice) -> stack.with(Attention.of(choice)),
            stack -> stack.attention().choice()),
    /** See {@link Rope}. */
    ROPE("rope", Rope.words(), (stack, choice) -> stack.with(Rope.of(choice)), stack -> stack.rope().choice()),
    /** See {@link Decoding}. */
    DECODING("decoding", List.of("greedy", "sample", "speculative", "prompt-lookup"),
            (stack, choice) -> stack.with(Decoding.of(choice)),
            stack -> stack.decoding().choice()),
    /** See {@link Execution}. */
    EXECUTION("execution", Execution.words(), (stack, choice) -> stack.with(Execution.of(choice)),
            stack -> stack.execution().choice()),
    /** See {@link Batching}. */
    BATCHING("batching", List.of("single", "static", "continuous"),
            (stack, choice) -> stack.with(Batching.of(choice)), stack -> stack.batching().choice()),
    /** See {@link Prefix}. */
    PREFIX("prefix", List.of("off", "shared", "turns"), (stack, choice) -> stack.with(Prefix.of(choice)),
            stack -> stack.prefix().choice()),
    /** See {@link Placement}. */
    PLACEMENT("placement", List.of("device", "offload"), (stack, choice) -> stack.with(Placement.of(choice)),
            stack -> stack.placement().choice()),
    /** See {@link Topology}. */
    TOPOLOGY("topology", List.of("single", "tp", "pp", Topology.BOTH),
            (stack, choice) -> stack.with(Topology.of(choice)), stack -> stack.topology().choice());

    private final String word;
    private final List<String> choices;
    private final BiFunction<Stack, Choice, Stack> apply;
    private final Function<Stack, Choice> read;

    Axis(String word, List<String> choices, BiFunction<Stack, Choice, Stack> apply, Function<Stack, Choice> read) {
        this.word = word;
        this.choices = choices;
        this.apply = apply;
        this.read = read;
    }

    public String word() {
        return word;
    }

    /** The words that may follow {@code axis=}. */
    public List<String> choices() {
        return choices;
    }

    /** Whether a word may follow {@code axis=}: one of the choices, or one that older runs were stored with. */
    boolean reads(String written) {
        return choices.contains(written)
                || this == CACHE && (written.equals("quantized") || written.equals("offloaded"));
    }

    /** The choice that a stack makes on this axis. */
    public Choice of(Stack stack) {
        return read.apply(stack);
    }

    Stack apply(Stack stack, Choice choice) {
        return apply.apply(stack, choice);
    }

    /** Whether a stack's canonical text names this axis; see {@link Stack#text()}. */
    boolean isWritten(Stack stack) {
        return switch (this) {
            case PRECISION, CACHE, DECODING -> true;
            case PRUNE, QUANTIZE, EXECUTION, BATCHING, PREFIX, TOPOLOGY -> !of(stack).word().equals(choices.getFirst());
            case ATTENTION -> stack.attention() != Attention.SDPA;
            case PLACEMENT -> !(stack.placement() instanceof Placement.Device);
            case ROPE -> !stack.rope().isAsModel();
        };
    }
}
