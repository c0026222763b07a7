package org.headlinebench.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object out of a model's folder, read strictly: duplicate keys are refused, and a value of the wrong type is a
 * failure that names file and key. A key whose value is {@code null} counts as absent.
 */
final class JsonFields {
    private static final long MOST_BYTES = 64 << 20;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final String prefix;
    private final JsonNode node;

    private JsonFields(Path file, String prefix, JsonNode node) {
        this.file = file;
        this.prefix = prefix;
        this.node = node;
    }

    static JsonFields read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new MalformedModelFile(file, "it is larger than 64 MiB, which no such file is");
            }
            var bytes = Files.readAllBytes(file);
            var mixup = FileStart.recognise(Arrays.copyOf(bytes, Math.min(bytes.length, FileStart.BYTES)));
            if (mixup.isPresent()) {
                throw new MalformedModelFile(file, mixup.get().what(), mixup.get().remedy(), null);
            }
            return parse(file, bytes);
        } catch (IOException e) {
            throw new MalformedModelFile(file, "it cannot be read (" + e.getMessage() + ")",
                    "Check the file's permissions and the disk.", e);
        }
    }

    static JsonFields parse(Path file, byte[] json) {
        try {
            var node = STRICT.readTree(json);
            if (!node.isObject()) {
                throw new MalformedModelFile(file, "it is no JSON object");
            }
            return new JsonFields(file, "", node);
        } catch (JacksonException e) {
            throw new MalformedModelFile(file, "its JSON is broken (" + e.getOriginalMessage() + ")",
                    MalformedModelFile.FETCH_AGAIN, e);
        }
    }

    List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    Optional<JsonFields> object(String key) {
        return get(key).map(value -> {
            require(value.isObject(), key, "must be an object");
            return new JsonFields(file, prefix + key + ".", value);
        });
    }

    Optional<String> text(String key) {
        return get(key).map(value -> {
            require(value.isString(), key, "must be a string");
            return value.stringValue();
        });
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        get(key).ifPresent(value -> {
            require(value.isArray(), key, "must be an array of strings");
            for (var element : value) {
                require(element.isString(), key, "must be an array of strings");
                texts.add(element.stringValue());
            }
        });
        return texts;
    }

    OptionalInt whole(String key) {
        var value = get(key);
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(whole(key, value.get()));
    }

    int requiredWhole(String key) {
        return whole(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    /** An integer or an array of integers; empty where absent. */
    List<Integer> wholes(String key) {
        var value = get(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            return List.of(whole(key, value.get()));
        }
        var wholes = new ArrayList<Integer>();
        for (var element : value.get()) {
            wholes.add(whole(key, element));
        }
        return wholes;
    }

    /** An array of non-negative 64-bit integers. */
    List<Long> sizes(String key) {
        var value = get(key).orElseThrow(() -> wrong(key, "is missing"));
        require(value.isArray(), key, "must be an array of integers");
        var sizes = new ArrayList<Long>();
        for (var element : value) {
            require(element.isIntegralNumber() && element.canConvertToLong() && element.longValue() >= 0, key,
                    "must hold integers that are not negative");
            sizes.add(element.longValue());
        }
        return sizes;
    }

    OptionalDouble real(String key) {
        var value = get(key);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        require(value.get().isNumber(), key, "must be a number");
        return OptionalDouble.of(value.get().doubleValue());
    }

    double requiredReal(String key) {
        return real(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<Boolean> flag(String key) {
        return get(key).map(value -> {
            require(value.isBoolean(), key, "must be true or false");
            return value.booleanValue();
        });
    }

    boolean has(String key) {
        return get(key).isPresent();
    }

    MalformedModelFile wrong(String key, String what) {
        return new MalformedModelFile(file, "key '" + prefix + key + "' " + what);
    }

    private int whole(String key, JsonNode value) {
        require(value.isIntegralNumber() && value.canConvertToInt(), key, "must be an integer, but is " + value);
        return value.intValue();
    }

    private Optional<JsonNode> get(String key) {
        var value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private void require(boolean condition, String key, String what) {
        if (!condition) {
            throw wrong(key, what);
        }
    }
}
