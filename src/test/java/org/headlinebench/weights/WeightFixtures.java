package org.headlinebench.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code src/test/fixtures/weights.py} wrote. */
final class WeightFixtures {
    private WeightFixtures() {}

    static Path path(String name) {
        try {
            return Path.of(WeightFixtures.class.getResource("/weights/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String name) {
        return new JsonMapper().readTree(bytes(name));
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.stringValue());
    }

    static void copyFolder(String name, Path to) throws IOException {
        try (var files = Files.list(path(name))) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
