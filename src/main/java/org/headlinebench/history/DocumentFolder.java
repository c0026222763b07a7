package org.headlinebench.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.failure.UserError;

/**
 * A folder with a JSON file per document, each written as a whole or not at all.
 *
 * @param folder    created when the first document is kept
 * @param kind      of the documents
 * @param createdAt when one was made
 */
record DocumentFolder<T>(Path folder, Class<T> kind, Function<T, Instant> createdAt) {

    private static final String ENDING = ".json";

    void save(String id, T document) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be created: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
        write(document, folder.resolve(id + ENDING));
    }

    /** Newest first. */
    List<T> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .flatMap(file -> readable(file).stream())
                    .sorted(Comparator.comparing(createdAt).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Check its permissions.", e);
        }
    }

    Optional<T> find(String id) {
        Path file = folder.resolve(id + ENDING);
        return id.matches("[A-Za-z0-9-]{1,64}") && Files.isRegularFile(file) ? readable(file) : Optional.empty();
    }

    static void write(Object document, Path file) {
        AtomicFile.write(file,
                out -> out.write((BenchmarkJson.write(document) + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** One damaged file must not hide the others. */
    private Optional<T> readable(Path file) {
        try {
            return Optional.of(BenchmarkJson.read(Files.readString(file), kind));
        } catch (IOException | UserError e) {
            System.getLogger(DocumentFolder.class.getName())
                    .log(System.Logger.Level.WARNING, file + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
