package org.headlinebench.ui.bench;

import java.nio.file.Path;
import java.util.List;

/** Where the window gets its models from. Called on background threads. */
public interface ModelChoices {
    /** The catalog's models in its order; the default one first. */
    List<ModelChoice> list();

    /**
     * A GGUF file or Hugging Face folder of the user's own.
     *
     * @throws org.headlinebench.failure.UserError if it is no model, or of no supported family
     */
    ModelChoice open(Path fileOrFolder);
}
