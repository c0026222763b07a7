package org.headlinebench.catalog.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.catalog.ModelSource.ConvertedRepository;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;

/** A model that its user converts: it is in its folder, or the command that writes it there is told. */
final class ConvertedFetcher implements SourceFetcher<ConvertedRepository> {
    /** {@code save_pretrained} writes the weights first, the tokenizer last. */
    @Override
    public Optional<Path> locate(ConvertedRepository source, Path folder) {
        return Files.exists(folder.resolve("config.json")) && Files.exists(folder.resolve("tokenizer.json"))
                && hasWeights(folder) ? Optional.of(folder) : Optional.empty();
    }

    @Override
    public void fetch(ConvertedRepository source, Path folder, Pull pull) {
        if (locate(source, folder).isEmpty()) {
            throw new PullError(Reason.MISSING_LOCALLY,
                    "The repository " + source.repository() + " holds pickled checkpoints alone; reading one can run"
                            + " code, and this program does not.",
                    "Have transformers write safetensors where the model is then found: " + command(source, folder));
        }
    }

    /** One line for a shell, for the Python that has transformers and torch. */
    static String command(ConvertedRepository source, Path folder) {
        return "python -c 'import sys; from transformers import AutoModelForCausalLM as M, AutoTokenizer as T;"
                + " m = sys.argv[1]; r = sys.argv[2];"
                + " [X.from_pretrained(m, revision=r).save_pretrained(sys.argv[3]) for X in (M, T)]' "
                + source.repository() + " " + source.revision() + " '" + folder.toString().replace("'", "'\\''") + "'";
    }

    private static boolean hasWeights(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
