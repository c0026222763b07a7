package org.headlinebench.ui.bench;

import java.nio.file.Path;
import java.util.List;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

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

    /** Whether a stack runs on a model, by the rules that refuse it at the start of a run, and the memory it will take. */
    StackVerdict judge(String model, DeviceKind device, Stack stack);
}
