package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.util.function.BiConsumer;

import org.headlinebench.failure.UserError;

/** Where models lie on disk. */
@FunctionalInterface
public interface ModelFiles {
    /**
     * The GGUF file or Hugging Face folder of a model, fetched if need be.
     *
     * @param model    a catalog id or a path
     * @param progress is told the fraction done (negative where unknown) and what is being done
     * @throws UserError if there is no such model, or it cannot be fetched
     */
    Path locate(String model, BiConsumer<Double, String> progress, Cancellation cancellation);
}
