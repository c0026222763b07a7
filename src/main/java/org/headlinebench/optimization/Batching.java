package org.headlinebench.optimization;

/** How many articles are written about at a time. */
public sealed interface Batching {
    /** The most sequences that can be computed together. */
    int MOST_SEQUENCES = 1024;

    /** One after the other. */
    record Single() implements Batching {}

    /**
     * So many at a time; the next ones begin when all of them are over. A finished one is not computed any further, but its
     * place stays empty.
     */
    record Static(int size) implements Batching {
        public Static {
            requireCount(size);
        }
    }

    /**
     * So many at a time; where one is over, the next joins at the following step (iteration-level scheduling, Yu et al.
     * 2022, "Orca").
     */
    record Continuous(int slots) implements Batching {
        public Continuous {
            requireCount(slots);
        }
    }

    static Batching of(Choice choice) {
        return switch (choice.word()) {
            case "single" -> {
                choice.accept();
                yield new Single();
            }
            case "static" -> new Static(choice.accept("n").integer("n", 1, MOST_SEQUENCES).orElse(8));
            case "continuous" -> new Continuous(
                    choice.accept("slots").integer("slots", 1, MOST_SEQUENCES).orElse(8));
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case Single _ -> Choice.of("single");
            case Static(int size) -> Choice.of("static").with("n", size);
            case Continuous(int slots) -> Choice.of("continuous").with("slots", slots);
        };
    }

    /** The most sequences whose caches are held at the same time. */
    default int sequences() {
        return switch (this) {
            case Single _ -> 1;
            case Static(int size) -> size;
            case Continuous(int slots) -> slots;
        };
    }

    private static void requireCount(int sequences) {
        if (sequences < 1 || sequences > MOST_SEQUENCES) {
            throw new IllegalArgumentException("1 to " + MOST_SEQUENCES + " sequences, not " + sequences);
        }
    }
}
