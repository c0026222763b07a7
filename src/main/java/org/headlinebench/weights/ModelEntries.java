package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gathers exactly the tensors that a configuration needs, and says which are missing or misshapen. */
final class ModelEntries {
    private static final int LISTED = 8;

    private ModelEntries() {}

    /** @param find the stored tensor of a Hugging Face name */
    static Map<String, TensorEntry> gather(Path model, ModelConfiguration configuration,
            Function<String, Optional<TensorEntry>> find) {
        var entries = new LinkedHashMap<String, TensorEntry>();
        var missing = new ArrayList<String>();
        var misshapen = new ArrayList<String>();
        ModelTensors.of(configuration).forEach((name, shape) -> {
            var entry = find.apply(name);
            if (entry.isEmpty()) {
                missing.add(name);
            } else if (!entry.get().shape().equals(shape)) {
                misshapen.add(name + " has shape " + entry.get().shape() + " instead of " + shape);
            } else {
                refuseUnreadable(model, entry.get());
                entries.put(name, entry.get());
            }
        });
        refuse(model, missing, "it lacks ");
        refuse(model, misshapen, "its shapes disagree with its configuration: ");
        return Collections.unmodifiableMap(entries);
    }

    private static void refuseUnreadable(Path model, TensorEntry entry) {
        if (!entry.isReadable()) {
            throw new UnsupportedModel(
                    "Tensor '" + entry.name() + "' of " + model + " is stored as " + entry.type()
                            + ", which cannot be read as weights.",
                    "Choose a model with F32, F16 or BF16 weights, or a GGUF file.");
        }
    }

    private static void refuse(Path model, List<String> faults, String what) {
        if (!faults.isEmpty()) {
            var listed = String.join(", ", faults.subList(0, Math.min(LISTED, faults.size())));
            var more = faults.size() > LISTED ? " and " + (faults.size() - LISTED) + " more" : "";
            throw new MalformedModelFile(model, what + listed + more,
                    "Fetch all of the model's files again, from one revision.", null);
        }
    }
}
