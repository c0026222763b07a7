package org.headlinebench.engine.torch.linear;

import org.headlinebench.weights.WeightFile;

/** Where the matrices of a model's linear modules come from. */
@FunctionalInterface
public interface RowSources {
    /** @param module Hugging Face's name, without {@code .weight} */
    RowSource of(String module);

    /** As the file has them. */
    static RowSources stored(WeightFile file) {
        return module -> new StoredRows(module, file.tensor(module + ".weight"));
    }
}
