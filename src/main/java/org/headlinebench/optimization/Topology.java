package org.headlinebench.optimization;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.optimization.Choice.Argument;

/** Over how many devices a model is spread, and along what. Several shards on one CPU stand in for devices. */
public sealed interface Topology {
    /** The most shards of a layer, and the most stages. */
    int MOST = 64;
    /** The word under which {@code tp(n)xpp(m)} is listed among the choices. */
    String BOTH = "tpxpp";

    /** One device holds the model. */
    record Single() implements Topology {}

    /**
     * Every matrix is split (Megatron-LM, Shoeybi et al. 2019): q/k/v by heads, gate and up by columns, o and down by rows,
     * embedding and head by vocabulary; two sums over the shards in each layer.
     */
    record Tensor(int shards) implements Topology {
        public Tensor {
            require("shards", shards);
        }
    }

    /**
     * Consecutive layers on each device (GPipe, Huang et al. 2019).
     *
     * @param micro micro-batches of a batch that are in flight; absent: as many as stages
     */
    record Pipeline(int stages, OptionalInt micro) implements Topology {
        public Pipeline {
            require("stages", stages);
        }
    }

    /** A pipeline whose stages are split. */
    record Both(int shards, int stages, OptionalInt micro) implements Topology {
        public Both {
            require("shards", shards);
            require("stages", stages);
        }
    }

    static Topology of(Choice choice) {
        return switch (choice.word()) {
            case "single" -> {
                choice.accept();
                yield new Single();
            }
            case "tp" -> new Tensor(count(choice.accept("n"), "n"));
            case "pp" -> {
                Choice named = choice.accept("n", "micro");
                yield new Pipeline(count(named, "n"), micro(named));
            }
            case BOTH -> {
                Choice named = choice.accept("tp", "pp", "micro");
                yield new Both(count(named, "tp"), count(named, "pp"), micro(named));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case Single _ -> Choice.of("single");
            case Tensor(int shards) -> Choice.of("tp").with("n", shards);
            case Pipeline(int stages, OptionalInt micro) -> with(micro, Choice.of("pp").with("n", stages));
            case Both(int shards, int stages, OptionalInt micro) ->
                with(micro, Choice.of(BOTH).with("tp", shards).with("pp", stages));
        };
    }

    /** Shards of each layer. */
    default int shards() {
        return switch (this) {
            case Single _,Pipeline _ -> 1;
            case Tensor(int shards) -> shards;
            case Both both -> both.shards();
        };
    }

    /** Devices along the layers. */
    default int stages() {
        return switch (this) {
            case Single _,Tensor _ -> 1;
            case Pipeline pipeline -> pipeline.stages();
            case Both both -> both.stages();
        };
    }

    /** All devices. */
    default int devices() {
        return shards() * stages();
    }

    /** Into how many micro-batches a pass of that many sequences is cut. */
    default int microBatches(int sequences) {
        OptionalInt asked = switch (this) {
            case Single _,Tensor _ -> OptionalInt.of(1);
            case Pipeline(int stages, OptionalInt micro) -> OptionalInt.of(micro.orElse(stages));
            case Both(_, int stages, OptionalInt micro) -> OptionalInt.of(micro.orElse(stages));
        };
        return Math.min(sequences, asked.getAsInt());
    }

    /** A topology of that many shards and stages, each of which may be 1. */
    static Topology of(int shards, int stages) {
        if (shards == 1) {
            return stages == 1 ? new Single() : new Pipeline(stages, OptionalInt.empty());
        }
        return stages == 1 ? new Tensor(shards) : new Both(shards, stages, OptionalInt.empty());
    }

    /** A short name for lists, for example {@code tp(2)×pp(2)}. */
    default String shortText() {
        return switch (this) {
            case Single _ -> "one device";
            case Tensor(int shards) -> "tp(" + shards + ")";
            case Pipeline(int stages, _) -> "pp(" + stages + ")";
            case Both(int shards, int stages, _) -> "tp(" + shards + ")×pp(" + stages + ")";
        };
    }

    /** How {@code tp(n)xpp(m)} is written; its choice has the arguments tp, pp and perhaps micro. */
    static String written(List<Argument> arguments) {
        String stages = arguments.size() > 2
                ? "n=" + arguments.get(1).value() + ",micro=" + arguments.get(2).value()
                : "n=" + arguments.get(1).value();
        return "tp(n=" + arguments.getFirst().value() + ")xpp(" + stages + ")";
    }

    /** {@code tp(n)xpp(m)}, also with × or *, rewritten as one word with parameters; any other text as it is. */
    static String oneWord(String text) {
        Matcher both = Written.BOTH.matcher(text);
        return both.matches()
                ? BOTH + "(tp=" + both.group(1) + ",pp=" + both.group(2)
                        + (both.group(3) == null ? "" : ",micro=" + both.group(3)) + ")"
                : text;
    }

    private static int count(Choice named, String name) {
        return named.integer(name, 2, MOST).orElse(2);
    }

    private static OptionalInt micro(Choice named) {
        return named.integer("micro", 1, Batching.MOST_SEQUENCES);
    }

    private static Choice with(OptionalInt micro, Choice choice) {
        return micro.isPresent() ? choice.with("micro", micro.getAsInt()) : choice;
    }

    private static void require(String what, int count) {
        if (count < 2 || count > MOST) {
            throw new IllegalArgumentException("2 to " + MOST + " " + what + ", not " + count);
        }
    }
}

/** The pattern of the written form, apart since an interface has public members alone. */
final class Written {
    static final Pattern BOTH = Pattern.compile("\\s*tp\\(\\s*(?:n\\s*=)?\\s*([^(),]*)\\)\\s*[x×*]\\s*"
            + "pp\\(\\s*(?:n\\s*=)?\\s*([^(),]*?)\\s*(?:,\\s*(?:micro\\s*=)?\\s*([^(),]*?)\\s*)?\\)\\s*");

    private Written() {}
}
