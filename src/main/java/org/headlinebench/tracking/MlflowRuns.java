package org.headlinebench.tracking;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.tracking.RunRecord.Metric;

/** Runs of one experiment on an MLflow server, by its REST API 2.0. */
final class MlflowRuns {
    /** What a call of {@code runs/log-batch} takes at most. */
    static final int MOST_METRICS = 1000;
    static final int MOST_PARAMETERS = 100;
    static final int MOST_TAGS = 100;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts/";

    /**
     * A run as the server has it.
     *
     * @param figures latest values by name
     */
    record Found(String id, String artifacts, Map<String, Double> figures, Map<String, String> parameters,
            Map<String, String> tags, boolean isNew) {}

    private final MlflowHttp http;
    private final TrackingServer server;
    private final String experiment;

    private MlflowRuns(MlflowHttp http, TrackingServer server, String experiment) {
        this.http = http;
        this.server = server;
        this.experiment = experiment;
    }

    /**
     * Those of the server's experiment, which is made if it is not there.
     *
     * @throws TrackingError if the server is not reached, refuses, or has the experiment in its bin
     */
    static MlflowRuns of(MlflowHttp http, TrackingServer server) {
        return new MlflowRuns(http, server, http.patiently(() -> {
            JsonNode experiment = experiment(http, server);
            if (experiment.path("lifecycle_stage").asString("active").equals("deleted")) {
                throw new TrackingError("The experiment '" + server.experiment() + "' was deleted on the server.",
                        "Restore it there, or name another one with --experiment.");
            }
            return experiment.path("experiment_id").asString();
        }));
    }

    private static JsonNode experiment(MlflowHttp http, TrackingServer server) throws MlflowHttp.Busy {
        try {
            return byName(http, server);
        } catch (TrackingError absent) {
            if (!absent.is("RESOURCE_DOES_NOT_EXIST")) {
                throw absent;
            }
        }
        try {
            return http.postOnce("experiments/create", JSON.createObjectNode().put("name", server.experiment()));
        } catch (TrackingError made) {
            // By somebody else meanwhile.
            if (!made.is("RESOURCE_ALREADY_EXISTS")) {
                throw made;
            }
            return byName(http, server);
        }
    }

    private static JsonNode byName(MlflowHttp http, TrackingServer server) throws MlflowHttp.Busy {
        return http.getOnce("experiments/get-by-name", "experiment_name", server.experiment()).path("experiment");
    }

    /** The run that holds a stored run, made if there is none: searched for again before each attempt to make it. */
    Found findOrCreate(String storedRun, RunRecord record) {
        return http.patiently(() -> {
            Optional<Found> found = find(storedRun);
            return found.isPresent() ? found.get() : create(storedRun, record);
        });
    }

    private Optional<Found> find(String storedRun) throws MlflowHttp.Busy {
        ObjectNode search = JSON.createObjectNode()
                .put("filter", "tags.\"" + ExportedRun.RUN + "\" = '" + storedRun + "'")
                .put("max_results", 1);
        search.putArray("experiment_ids").add(experiment);
        search.putArray("order_by").add("attribute.start_time ASC");
        JsonNode run = http.postOnce("runs/search", search).path("runs").path(0);
        return run.isObject() ? Optional.of(found(run, false)) : Optional.empty();
    }

    private Found create(String storedRun, RunRecord record) throws MlflowHttp.Busy {
        ObjectNode create = JSON.createObjectNode()
                .put("experiment_id", experiment)
                .put("run_name", record.name())
                .put("start_time", record.start().toEpochMilli());
        create.putArray("tags").addObject().put("key", ExportedRun.RUN).put("value", storedRun);
        return found(http.postOnce("runs/create", create).path("run"), true);
    }

    private static Found found(JsonNode run, boolean isNew) {
        var figures = new HashMap<String, Double>();
        run.path("data")
                .path("metrics")
                .forEach(metric -> figures.put(metric.path("key").asString(),
                        metric.path("value").asDouble(Double.NaN)));
        return new Found(run.path("info").path("run_id").asString(), run.path("info").path("artifact_uri").asString(""),
                figures, texts(run.path("data").path("params")), texts(run.path("data").path("tags")), isNew);
    }

    private static Map<String, String> texts(JsonNode pairs) {
        var texts = new HashMap<String, String>();
        pairs.forEach(pair -> texts.put(pair.path("key").asString(), pair.path("value").asString("")));
        return texts;
    }

    void logMetrics(Found run, List<Metric> metrics) {
        inBatches(metrics, MOST_METRICS, batch -> {
            ObjectNode call = batch(run);
            ArrayNode values = call.putArray("metrics");
            batch.forEach(metric -> values.addObject()
                    .put("key", metric.name())
                    .put("value", metric.value())
                    .put("timestamp", metric.at())
                    .put("step", metric.step()));
            http.post("runs/log-batch", call);
        });
    }

    void logParameters(Found run, Map<String, String> parameters) {
        logTexts(run, "params", MOST_PARAMETERS, parameters);
    }

    /** Replaces tags of the same names. */
    void setTags(Found run, Map<String, String> tags) {
        logTexts(run, "tags", MOST_TAGS, tags);
    }

    private void logTexts(Found run, String kind, int most, Map<String, String> texts) {
        inBatches(List.copyOf(texts.entrySet()), most, batch -> {
            ObjectNode call = batch(run);
            ArrayNode values = call.putArray(kind);
            batch.forEach(each -> values.addObject().put("key", each.getKey()).put("value", each.getValue()));
            http.post("runs/log-batch", call);
        });
    }

    void end(Found run, RunRecord record) {
        http.post("runs/update", JSON.createObjectNode()
                .put("run_id", run.id())
                .put("run_name", record.name())
                .put("status", record.status())
                .put("end_time", record.end().toEpochMilli()));
    }

    /** Where the artifact proxy keeps a run's files; absent where they lie in a store that this program does not reach. */
    Optional<String> proxied(Found run) {
        String at = run.artifacts();
        if (at.startsWith("mlflow-artifacts:")) {
            URI uri = URI.create(at);
            boolean here = uri.getAuthority() == null || uri.getAuthority().equals(server.base().getAuthority());
            return here ? Optional.of(uri.getRawPath().replaceFirst("^/+", "")) : Optional.empty();
        }
        String proxy = server.base() + PROXY;
        return at.startsWith(proxy) ? Optional.of(at.substring(proxy.length())) : Optional.empty();
    }

    /** @param path as {@link #proxied} gave it */
    void putFile(String path, String name, Path file, String type) {
        http.put(path + "/" + name, file, type);
    }

    /** Where the server's pages show a run. */
    URI page(Found run) {
        return URI.create(server.base() + "/#/experiments/" + experiment + "/runs/" + run.id());
    }

    private static ObjectNode batch(Found run) {
        return JSON.createObjectNode().put("run_id", run.id());
    }

    private static <T> void inBatches(List<T> all, int most, java.util.function.Consumer<List<T>> send) {
        for (int from = 0; from < all.size(); from += most) {
            send.accept(all.subList(from, Math.min(all.size(), from + most)));
        }
    }
}
