package org.headlinebench.engine.torch.model;

import org.headlinebench.failure.UserError;

/** Watches a model being loaded; may end it by throwing. */
@FunctionalInterface
public interface LoadWatch {
    /**
     * Called before each layer.
     *
     * @throws UserError to give up
     */
    void loaded(int layers, int ofLayers);

    /**
     * Called before each layer that is calibrated, which comes before loading.
     *
     * @throws UserError to give up
     */
    default void calibrated(int layers, int ofLayers) {
        loaded(layers, ofLayers);
    }
}
