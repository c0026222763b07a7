package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

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

    /** The model that the catalog names as the draft of another, in a form that {@link #locate} takes. */
    default Optional<String> draftOf(String model) {
        return Optional.empty();
    }

    /**
     * A model's configuration as far as sizes go, where it is known before the model is fetched.
     *
     * @throws UserError if there is no such model
     */
    default Optional<ModelConfiguration> sizes(String model) {
        return Optional.empty();
    }
}
