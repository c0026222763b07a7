package org.headlinebench.optimization;

import java.util.OptionalInt;

import org.headlinebench.failure.UserError;

/** Where the layers' weights are between passes. */
public sealed interface Placement {
    /** All of them ready on the device. */
    record Device() implements Placement {}

    /**
     * The last layers stay in the model's file, mapped into host memory, and are read and prepared anew for each pass.
     *
     * @param layers how many; absent: as few as let the model fit into the memory that is free
     */
    record Offload(OptionalInt layers) implements Placement {
        public Offload {
            layers.ifPresent(count -> {
                if (count < 1) {
                    throw new IllegalArgumentException("at least one layer is offloaded, not " + count);
                }
            });
        }
    }

    static Placement of(Choice choice) {
        return switch (choice.word()) {
            case "device" -> {
                choice.accept();
                yield new Device();
            }
            case "offload" -> {
                Choice named = choice.accept("layers");
                yield new Offload(named.text("layers").orElse("auto").equals("auto")
                        ? OptionalInt.empty()
                        : layers(named));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    /** Layers that come for each pass; none where their number is still open, see {@link Offloading}. */
    default int layersOnHost() {
        return switch (this) {
            case Device _ -> 0;
            case Offload(OptionalInt layers) -> layers.orElse(0);
        };
    }

    /** The choice as it is written. */
    default Choice choice() {
        return switch (this) {
            case Device _ -> Choice.of("device");
            case Offload(OptionalInt layers) when layers.isPresent() ->
                Choice.of("offload").with("layers", layers.getAsInt());
            case Offload _ -> Choice.of("offload").with("layers", "auto");
        };
    }

    /** A short name for lists. */
    default String shortText() {
        return switch (this) {
            case Device _ -> "on the device";
            case Offload(OptionalInt layers) ->
                (layers.isPresent() ? layers.getAsInt() + " layers" : "what does not fit") + " on host";
        };
    }

    private static OptionalInt layers(Choice named) {
        try {
            return named.integer("layers", 1, 1024);
        } catch (UserError noNumber) {
            throw new UserError(noNumber.getMessage(), "Give a whole number from 1 to 1024, or auto.");
        }
    }
}
