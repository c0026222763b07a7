package org.headlinebench.benchmark;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.headlinebench.device.DeviceId;

/** Where runs' workers run: this machine, or one behind a launcher. */
@FunctionalInterface
public interface WorkerPlace {
    /**
     * What a run needs.
     *
     * @param log    name of the worker's log
     * @param device of the place
     * @param model  a catalog id or a path on this machine
     * @param draft  the same of the draft model, for a run that has one
     */
    record Need(String log, DeviceId device, String model, Optional<String> draft) {}

    /**
     * A worker that waits for its command.
     *
     * @param modelPath  where it finds the model
     * @param draftPath  where it finds the draft model, of a run that has one
     * @param provenance what is known of the place
     */
    record Ready(Worker worker, String modelPath, Optional<String> draftPath, Map<String, String> provenance) {
        public Ready {
            provenance = Map.copyOf(provenance);
        }
    }

    /**
     * Finds the models and starts a worker.
     *
     * @param progress is told the fraction done (negative where unknown) and what is being done
     * @return absent if it was cancelled meanwhile
     * @throws org.headlinebench.failure.UserError if there is no such model or device, or the place cannot be reached
     * @throws IOException                         if the worker cannot be started
     */
    Optional<Ready> open(Need need, BiConsumer<Double, String> progress, Cancellation cancellation)
            throws IOException;
}
