package org.headlinebench.serve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.optimization.Decoding;

/**
 * What is served, where and within which limits.
 *
 * @param host           address to listen at
 * @param port           0 for any that is free
 * @param models         at least one
 * @param apiKey         what clients must send as bearer token; absent: nothing
 * @param contextTokens  the longest sequence, prompt and output together
 * @param queue          requests of a model that may wait beyond those that are being written
 * @param maxBodyBytes   of a request
 * @param requestTimeout after which a request is given up
 * @param grace          how long requests may go on once the server is to stop
 */
public record ServeSettings(String host, int port, List<Model> models, Optional<String> apiKey, int contextTokens,
        int queue, int maxBodyBytes, Duration requestTimeout, Duration grace) {
    /**
     * A model that is served.
     *
     * @param name     by which clients ask for it
     * @param setups   what runs, once for each device
     * @param replicas how many workers on each device
     */
    public record Model(String name, List<RunSetup> setups, int replicas) {
        public Model {
            setups = List.copyOf(setups);
            if (name.isBlank() || setups.isEmpty() || replicas < 1) {
                throw new IllegalArgumentException("a name and at least one replica");
            }
            if (setups.stream().map(setup -> setup.stack().batching()).distinct().count() > 1) {
                throw new IllegalArgumentException("replicas of a model have the same number of places");
            }
        }

        /** The rule by which tokens are chosen where a request does not say. */
        Decoding.Plain rule() {
            return setups.getFirst().stack().decoding().rule();
        }

        /** Requests that a worker writes at a time. */
        int slots() {
            return setups.getFirst().stack().batching().sequences();
        }
    }

    public ServeSettings {
        models = List.copyOf(models);
        if (models.isEmpty() || models.stream().map(Model::name).distinct().count() < models.size()) {
            throw new IllegalArgumentException("at least one model, each with a name of its own");
        }
    }
}
