package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Key and value pairs of a GGUF file. A typed getter is empty where the key is absent, and fails with
 * {@link MalformedModelFile} naming the key where the value is of another type.
 */
public final class GgufMetadata {
    private final Path file;
    private final Map<String, GgufValue> values;

    GgufMetadata(Path file, Map<String, GgufValue> values) {
        this.file = file;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public Optional<GgufValue> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public Optional<String> text(String key) {
        return get(key, "a string", value -> value instanceof GgufValue.Text(var text) ? text : null);
    }

    public OptionalLong whole(String key) {
        return get(key, "an integer", value -> value instanceof GgufValue.Whole(var whole) ? whole : null)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** A floating-point number or an integer. */
    public OptionalDouble real(String key) {
        return get(key, "a number", value -> switch (value) {
            case GgufValue.Real(var real) -> real;
            case GgufValue.Whole(var whole) -> (double) whole;
            default -> null;
        }).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    public Optional<Boolean> flag(String key) {
        return get(key, "a boolean", value -> value instanceof GgufValue.Flag(var flag) ? flag : null);
    }

    public Optional<List<String>> texts(String key) {
        return get(key, "an array of strings", value -> value instanceof GgufValue.Texts(var texts) ? texts : null);
    }

    public Optional<List<Long>> wholes(String key) {
        return get(key, "an array of integers", value -> value instanceof GgufValue.Wholes(var all) ? all : null);
    }

    public Optional<List<Double>> reals(String key) {
        return get(key, "an array of numbers", value -> value instanceof GgufValue.Reals(var all) ? all : null);
    }

    /** For the caller's own demands on a key: the failure to throw. */
    public MalformedModelFile wrong(String key, String what) {
        return new MalformedModelFile(file, "metadata key '" + key + "' " + what);
    }

    private <T> Optional<T> get(String key, String type, Function<GgufValue, T> read) {
        var value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        var typed = read.apply(value);
        if (typed == null) {
            throw wrong(key, "must be " + type + ", but is " + describe(value));
        }
        return Optional.of(typed);
    }

    private static String describe(GgufValue value) {
        return switch (value) {
            case GgufValue.Text _ -> "a string";
            case GgufValue.Whole _ -> "an integer";
            case GgufValue.Real _ -> "a floating-point number";
            case GgufValue.Flag _ -> "a boolean";
            case GgufValue.Texts _,GgufValue.Wholes _,GgufValue.Reals _,GgufValue.Flags _ -> "an array";
        };
    }
}
