package org.headlinebench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.protocol.ModelPart;
import org.headlinebench.weights.FileChecksum;

/** The files that a model consists of: a GGUF file, or of a Hugging Face folder what the engine reads. */
public final class ModelParts {
    private static final Set<String> READ = Set.of("config.json", "tokenizer.json", "tokenizer_config.json",
            "vocab.json", "merges.txt", "chat_template.jinja", "model.safetensors.index.json");

    private record Version(Path file, long bytes, FileTime changed) {}

    private static final Map<Version, String> CHECKSUMS = new ConcurrentHashMap<>();

    private ModelParts() {}

    /**
     * A model's files with their checksums; each is read once while the program runs, unless it changes.
     *
     * @param model a GGUF file or a Hugging Face folder
     */
    public static List<ModelPart> of(Path model) {
        try {
            return files(model).stream().map(ModelParts::part).toList();
        } catch (IOException e) {
            throw unreadable(model, e);
        }
    }

    /** The files themselves, by name. */
    static List<Path> files(Path model) throws IOException {
        if (!Files.isDirectory(model)) {
            return List.of(model);
        }
        try (Stream<Path> all = Files.list(model)) {
            return all.filter(ModelParts::isRead).sorted().toList();
        }
    }

    private static boolean isRead(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.startsWith(".")
                && (READ.contains(name) || name.endsWith(".safetensors") || name.endsWith(".gguf"));
    }

    private static ModelPart part(Path file) {
        try {
            long bytes = Files.size(file);
            var version = new Version(file.toRealPath(), bytes, Files.getLastModifiedTime(file));
            String checksum = CHECKSUMS.get(version);
            if (checksum == null) {
                checksum = FileChecksum.sha256(file);
                CHECKSUMS.put(version, checksum);
            }
            return new ModelPart(file.getFileName().toString(), bytes, checksum);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserError unreadable(Path model, IOException e) {
        return new UserError(model + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
    }
}
