package org.headlinebench.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads what the scripts {@code src/test/fixtures/metrics_*.py} wrote. */
public final class MetricsFixture {
    private MetricsFixture() {}

    public static JsonNode read(String file) {
        try (InputStream in = MetricsFixture.class.getResourceAsStream("/metrics/" + file)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
