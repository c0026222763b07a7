package org.headlinebench.optimization;

/** Which weights of the linear layers are taken to be zero. The head and the embedding are never pruned. */
public sealed interface Prune {
    /** None. */
    record None() implements Prune {}

    /**
     * The smallest magnitudes become zero (PyTorch's {@code L1Unstructured}). Dense kernels multiply with the zeros, so
     * neither time nor memory changes.
     *
     * @param amount part of the selected weights, 0 to 1
     * @param scope  among which weights the smallest are looked for
     * @param order  whether the weights are ranked before or after they are quantized
     */
    record Unstructured(double amount, Selection selection, Scope scope, Order order) implements Prune {}

    /** Of each four consecutive weights of a row the two smallest become zero. */
    record TwoOfFour(Selection selection, Order order) implements Prune {}

    /** Among which weights the smallest are looked for. */
    enum Scope {
        /** Among all selected modules together (PyTorch's {@code global_unstructured}). */
        GLOBAL("global"),
        /** In each module by itself. */
        LAYER("layer");

        private final String word;

        Scope(String word) {
            this.word = word;
        }

        /** The name as it is written. */
        public String word() {
            return word;
        }
    }

    /** Whether the weights are ranked before or after they are quantized. */
    enum Order {
        /** By the weights of the file; what is left is quantized. */
        PRUNE_FIRST("prune-first"),
        /** By the values to which the quantized weights are decoded (FastLlama). */
        QUANTIZE_FIRST("quantize-first");

        private final String word;

        Order(String word) {
            this.word = word;
        }

        /** The name as it is written. */
        public String word() {
            return word;
        }
    }

    static Prune of(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "l1-unstructured" -> {
                Choice named = choice.accept("amount", "layers", "scope", "modules", "order");
                yield new Unstructured(named.number("amount", 0, 1).orElse(0.5), Selection.of(named),
                        named.word("scope", java.util.List.of("global", "layer"))
                                .map(word -> word.equals("layer") ? Scope.LAYER : Scope.GLOBAL)
                                .orElse(Scope.GLOBAL),
                        order(named));
            }
            case "semi-structured-2:4" -> {
                Choice named = choice.accept("layers", "modules", "order");
                yield new TwoOfFour(Selection.of(named), order(named));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case None _ -> Choice.of("none");
            case Unstructured(double amount, Selection selection, Scope scope, Order order) ->
                selection.write(Choice.of("l1-unstructured").with("amount", amount))
                        .with("scope", scope.word())
                        .with("order", order.word());
            case TwoOfFour(Selection selection, Order order) ->
                selection.write(Choice.of("semi-structured-2:4")).with("order", order.word());
        };
    }

    /** What it works on; of no meaning for {@link None}. */
    default Selection selection() {
        return switch (this) {
            case None _ -> Selection.ALL;
            case Unstructured(_, Selection selection, _, _) -> selection;
            case TwoOfFour(Selection selection, _) -> selection;
        };
    }

    /** Whether the weights are ranked after they are quantized. */
    default boolean ranksQuantized() {
        return switch (this) {
            case None _ -> false;
            case Unstructured(_, _, _, Order order) -> order == Order.QUANTIZE_FIRST;
            case TwoOfFour(_, Order order) -> order == Order.QUANTIZE_FIRST;
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "not pruned";
            case Unstructured(double amount, Selection selection, Scope scope, _) ->
                Math.round(amount * 100) + " % pruned" + (scope == Scope.LAYER ? " per layer" : "")
                        + selection.shortText();
            case TwoOfFour(Selection selection, _) -> "2:4 pruned" + selection.shortText();
        };
    }

    private static Order order(Choice named) {
        return named.word("order", java.util.List.of("prune-first", "quantize-first"))
                .map(word -> word.equals("quantize-first") ? Order.QUANTIZE_FIRST : Order.PRUNE_FIRST)
                .orElse(Order.PRUNE_FIRST);
    }
}
