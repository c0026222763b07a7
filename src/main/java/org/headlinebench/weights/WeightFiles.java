package org.headlinebench.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;

/** Opens models of every format. */
public final class WeightFiles {
    private WeightFiles() {}

    /**
     * Opens a {@code .gguf} file or a Hugging Face folder ({@code config.json} and safetensors) and validates all of
     * it but the weights' values.
     *
     * @throws NotAModel if there is nothing that could be one
     * @throws MalformedModelFile if a file is damaged
     * @throws UnsupportedModel if the model is none that the engine runs
     */
    public static WeightFile open(Path path) {
        if (!Files.exists(path)) {
            throw new NotAModel("There is no model at " + path + ".",
                    "Give the path of a .gguf file or of a Hugging Face model folder.");
        }
        if (Files.isDirectory(path)) {
            Optional<WeightFile> random = RandomModel.open(path);
            if (random.isPresent()) {
                return random.get();
            }
            requireModelFolder(path);
            return MappedModel.openFolder(path);
        }
        requireGguf(path);
        return MappedModel.openGguf(path);
    }

    /**
     * The configuration alone; weights need not be there.
     *
     * @param path a {@code .gguf} file, a Hugging Face folder, or a {@code config.json}
     */
    public static ModelConfiguration configuration(Path path) {
        if (Files.isDirectory(path)) {
            requireConfiguration(path);
            return HuggingFaceConfiguration.read(path.resolve("config.json"));
        }
        if (Files.exists(path) && path.getFileName().toString().endsWith(".json")) {
            return HuggingFaceConfiguration.read(path.toAbsolutePath());
        }
        try (var file = open(path)) {
            return file.configuration();
        }
    }

    private static void requireGguf(Path path) {
        var name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors") || name.equals("config.json") || name.endsWith(".index.json")) {
            throw new NotAModel(path + " is one file of a Hugging Face model.",
                    "Give the folder that holds config.json and the safetensors files.");
        }
        if (name.endsWith(".bin") || name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".ckpt")) {
            throw new NotAModel(path + " is a PyTorch checkpoint, which can run code when it is read.",
                    "Use the model's safetensors or GGUF files.");
        }
    }

    private static void requireModelFolder(Path folder) {
        requireConfiguration(folder);
        if (Files.exists(folder.resolve(SafetensorsShards.INDEX))
                || Files.exists(folder.resolve(SafetensorsShards.SINGLE))) {
            return;
        }
        var names = names(folder);
        if (names.stream().anyMatch(name -> name.endsWith(".bin") || name.endsWith(".pth"))) {
            throw new NotAModel("The model " + folder + " has only PyTorch checkpoints, which can run code when read.",
                    "Use a revision of the model with safetensors files, or a GGUF file.");
        }
        if (names.stream().anyMatch(name -> name.endsWith(".safetensors"))) {
            throw new NotAModel(
                    "The model " + folder + " has safetensors files, but neither " + SafetensorsShards.SINGLE
                            + " nor " + SafetensorsShards.INDEX + ".",
                    "Fetch the missing file, or the whole model again.");
        }
        throw new NotAModel("The model " + folder + " has no weights.",
                "Fetch model.safetensors (or its shards and index) into it.");
    }

    private static void requireConfiguration(Path folder) {
        if (Files.exists(folder.resolve("config.json"))) {
            return;
        }
        var ggufs = names(folder).stream().filter(name -> name.endsWith(".gguf")).toList();
        if (!ggufs.isEmpty()) {
            throw new NotAModel(folder + " is a folder with GGUF files.",
                    "Give one of them: " + folder.resolve(ggufs.getFirst()) + ".");
        }
        throw new NotAModel("The folder " + folder + " holds no model: config.json is missing.",
                "Give the folder of a Hugging Face model, or a .gguf file.");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UserError("The folder " + folder + " cannot be read (" + e.getMessage() + ").",
                    "Check its permissions.", e);
        }
    }
}
