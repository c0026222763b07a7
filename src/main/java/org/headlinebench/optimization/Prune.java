package org.headlinebench.optimization;

import java.util.List;

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

    /**
     * Whole rows or columns of least L1 norm are removed from each module (PyTorch's {@code ln_structured} with n = 1), and
     * its product really shrinks. Rows of gate and up whose output no column of down takes any more go with them.
     *
     * @param amount part of the rows or columns of each module, at least 0, less than 1
     * @param dim    what is removed
     * @param order  whether norms are those of the file's weights or of the quantized ones
     */
    record Structured(double amount, Dim dim, Selection selection, Order order) implements Prune {}

    /** Of each four consecutive weights of a row the two smallest become zero. */
    record TwoOfFour(Selection selection, Order order) implements Prune {}

    /** What structured pruning removes. */
    enum Dim {
        /** Columns: what a module takes in. */
        INPUT("input"),
        /** Rows: what a module gives out, which is zero from then on. */
        OUTPUT("output");

        private final String word;

        Dim(String word) {
            this.word = word;
        }

        /** The name as it is written. */
        public String word() {
            return word;
        }
    }

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
                        named.word("scope", List.of("global", "layer"))
                                .map(word -> word.equals("layer") ? Scope.LAYER : Scope.GLOBAL)
                                .orElse(Scope.GLOBAL),
                        order(named));
            }
            case "l1-structured" -> {
                Choice named = choice.accept("amount", "dim", "layers", "modules", "order");
                yield new Structured(named.number("amount", 0, 0.99).orElse(0.35),
                        named.word("dim", List.of("input", "output")).orElse("input").equals("output")
                                ? Dim.OUTPUT
                                : Dim.INPUT,
                        Selection.of(named), order(named));
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
            case Structured(double amount, Dim dim, Selection selection, Order order) ->
                selection.write(Choice.of("l1-structured").with("amount", amount).with("dim", dim.word()))
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
            case Structured(_, _, Selection selection, _) -> selection;
            case TwoOfFour(Selection selection, _) -> selection;
        };
    }

    /** Whether matrices lose rows or columns. */
    default boolean shrinks() {
        return this instanceof Structured;
    }

    /** Whether the weights are ranked after they are quantized. */
    default boolean ranksQuantized() {
        return switch (this) {
            case None _ -> false;
            case Unstructured(_, _, _, Order order) -> order == Order.QUANTIZE_FIRST;
            case Structured(_, _, _, Order order) -> order == Order.QUANTIZE_FIRST;
            case TwoOfFour(_, Order order) -> order == Order.QUANTIZE_FIRST;
        };
    }

    /** The same, ranked by the weights as they were before quantization. */
    default Prune pruneFirst() {
        return switch (this) {
            case None none -> none;
            case Unstructured(double amount, Selection selection, Scope scope, _) ->
                new Unstructured(amount, selection, scope, Order.PRUNE_FIRST);
            case Structured(double amount, Dim dim, Selection selection, _) ->
                new Structured(amount, dim, selection, Order.PRUNE_FIRST);
            case TwoOfFour(Selection selection, _) -> new TwoOfFour(selection, Order.PRUNE_FIRST);
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case None _ -> "not pruned";
            case Unstructured(double amount, Selection selection, Scope scope, _) ->
                Math.round(amount * 100) + " % pruned" + (scope == Scope.LAYER ? " per layer" : "")
                        + selection.shortText();
            case Structured(double amount, Dim dim, Selection selection, _) -> Math.round(amount * 100) + " % of "
                    + (dim == Dim.INPUT ? "columns" : "rows") + " removed" + selection.shortText();
            case TwoOfFour(Selection selection, _) -> "2:4 pruned" + selection.shortText();
        };
    }

    private static Order order(Choice named) {
        return named.word("order", List.of("prune-first", "quantize-first"))
                .map(word -> word.equals("quantize-first") ? Order.QUANTIZE_FIRST : Order.PRUNE_FIRST)
                .orElse(Order.PRUNE_FIRST);
    }
}
