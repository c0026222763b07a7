package org.headlinebench.ui.models;

import java.util.List;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.ui.bench.ModelChoice;

/** The catalog's models and what can be done with them. Called on background threads. */
public interface ModelStore {
    /** All models of the catalog with their state, the default one first. */
    List<ModelChoice> list();

    /**
     * Fetches a model.
     *
     * @param progress is told the fraction done (negative where unknown) and what is being done
     * @throws org.headlinebench.failure.UserError if it cannot be had, or the user cancelled; what has arrived is kept
     */
    void pull(String id, BiConsumer<Double, String> progress, Cancellation cancellation);

    /**
     * Removes what this program fetched for a model.
     *
     * @return bytes freed
     * @throws org.headlinebench.failure.UserError if there is nothing of ours
     */
    long delete(String id);

    /** Looks into models that are here. */
    ModelInspector inspector();
}
