package org.headlinebench.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.EvaluationStore;
import org.headlinebench.failure.UserError;

/** A folder with a JSON file per evaluation, each written as a whole or not at all; see {@code docs/decisions/0018}. */
public final class EvaluationFiles implements EvaluationStore {
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param folder created when the first evaluation is kept */
    public EvaluationFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void save(Evaluation evaluation) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be created: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
        write(evaluation, folder.resolve(evaluation.id() + ENDING));
    }

    @Override
    public List<Evaluation> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .flatMap(file -> readable(file).stream())
                    .sorted(Comparator.comparing(Evaluation::createdAt).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Check its permissions.", e);
        }
    }

    @Override
    public Optional<Evaluation> find(String id) {
        Path file = folder.resolve(id + ENDING);
        return id.matches("[A-Za-z0-9-]{1,64}") && Files.isRegularFile(file) ? readable(file) : Optional.empty();
    }

    /** Writes an evaluation to a file of the user's choice. */
    public static void write(Evaluation evaluation, Path file) {
        AtomicFile.write(file,
                out -> out.write((BenchmarkJson.write(evaluation) + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** One damaged file must not hide the others. */
    private static Optional<Evaluation> readable(Path file) {
        try {
            return Optional.of(BenchmarkJson.read(Files.readString(file), Evaluation.class));
        } catch (IOException | UserError e) {
            System.getLogger(EvaluationFiles.class.getName())
                    .log(System.Logger.Level.WARNING, file + " is no readable evaluation: " + e.getMessage());
            return Optional.empty();
        }
    }
}
