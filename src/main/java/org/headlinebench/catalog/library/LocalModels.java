package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.RandomModel;

/** Tells what a path of the user's own is. A first look only: the {@code weights} room reads and checks the content. */
final class LocalModels {
    private static final byte[] GGUF = "GGUF".getBytes(StandardCharsets.US_ASCII);

    private LocalModels() {}

    /** @throws UserError if it is neither a GGUF file nor a Hugging Face folder */
    static InstalledModel at(Path path, boolean owned) {
        Path place = path.toAbsolutePath().normalize();
        if (Files.isDirectory(place)) {
            requireHuggingFaceFolder(place);
            return new InstalledModel(place, ModelFormat.HUGGING_FACE_FOLDER, Folders.sizeBytes(place), owned);
        }
        if (!Files.isRegularFile(place)) {
            throw new UserError("There is no model at " + place + ".",
                    "Give the path of a GGUF file or of a Hugging Face folder, or the id of a model in the catalog.");
        }
        requireGguf(place);
        return new InstalledModel(place, ModelFormat.GGUF_FILE, VerifiedFile.size(place), owned);
    }

    private static void requireGguf(Path file) {
        byte[] start;
        try (InputStream stream = Files.newInputStream(file)) {
            start = stream.readNBytes(GGUF.length);
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check its permissions.", e);
        }
        if (!Arrays.equals(start, GGUF)) {
            throw new UserError("The file " + file + " is not a GGUF file.",
                    file.getFileName().toString().endsWith(".safetensors")
                            ? "Give the folder that holds it together with config.json and tokenizer.json."
                            : "Give a file whose first four bytes are GGUF, or a Hugging Face folder.");
        }
    }

    private static void requireHuggingFaceFolder(Path folder) {
        if (RandomModel.isAt(folder)) {
            return;
        }
        boolean weights = Files.isRegularFile(folder.resolve("model.safetensors"))
                || Files.isRegularFile(folder.resolve("model.safetensors.index.json"));
        String missing = !Files.isRegularFile(folder.resolve("config.json"))
                ? "config.json"
                : !Files.isRegularFile(folder.resolve("tokenizer.json"))
                        && !Files.isRegularFile(folder.resolve("merges.txt"))
                                ? "tokenizer.json"
                                : !weights ? "model.safetensors (or model.safetensors.index.json)" : "";
        if (!missing.isEmpty()) {
            throw new UserError("The folder " + folder + " is not a Hugging Face model: it has no " + missing + ".",
                    holdsGguf(folder)
                            ? "It holds a GGUF file: give that file's path."
                            : "Give a folder with config.json, tokenizer.json and safetensors weights.");
        }
    }

    private static boolean holdsGguf(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".gguf"));
        } catch (IOException e) {
            return false;
        }
    }
}
