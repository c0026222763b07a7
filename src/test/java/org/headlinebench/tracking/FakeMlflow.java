package org.headlinebench.tracking;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of an MLflow server that runs are sent to, with its limits and its words; it can be made to fail. */
public final class FakeMlflow implements AutoCloseable {
    /** A value as the server keeps it; equal ones are one. */
    record Point(double value, long timestamp, long step) {}

    /** A run there. */
    static final class Stored {
        final Map<String, String> params = new TreeMap<>();
        final Map<String, String> tags = new TreeMap<>();
        final Map<String, Set<Point>> metrics = new TreeMap<>();
        final Map<String, byte[]> files = new TreeMap<>();
        String id;
        String status = "RUNNING";
        long endTime;

        double latest(String metric) {
            return metrics.get(metric)
                    .stream()
                    .max(Comparator.comparingLong(Point::step)
                            .thenComparingLong(Point::timestamp)
                            .thenComparingDouble(Point::value))
                    .orElseThrow()
                    .value();
        }
    }

    /** What a request is answered instead of what it asks for. */
    record Failure(String pathContains, int status, String body, boolean drops) {}

    final Map<String, Stored> runs = new LinkedHashMap<>();
    final List<String> experiments = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<String> bodies = new ArrayList<>();
    final Set<String> authorizations = new LinkedHashSet<>();
    final Deque<Failure> failures = new ArrayDeque<>();
    boolean keepsFiles;
    boolean experimentDeleted;

    private static final JsonMapper JSON = JsonMapper.shared();
    private final HttpServer server;

    public FakeMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many runs it has. */
    public int count() {
        return runs.size();
    }

    Stored only() {
        if (runs.size() != 1) {
            throw new AssertionError(runs.size() + " runs");
        }
        return runs.values().iterator().next();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(path);
            bodies.add(new String(body, StandardCharsets.UTF_8));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Failure failure = failures.peek();
            if (failure != null && path.contains(failure.pathContains())) {
                failures.remove();
                if (!failure.drops()) {
                    answer(exchange, failure.status(), failure.body());
                    return;
                }
                // Does what it is asked for, and is gone before it can say so.
                answer(path, body);
                return;
            }
            try {
                answer(exchange, 200, answer(path, body));
            } catch (Refusal refusal) {
                answer(exchange, refusal.status,
                        JSON.createObjectNode()
                                .put("error_code", refusal.code)
                                .put("message", refusal.getMessage())
                                .toString());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String answer(String path, byte[] body) {
        String proxy = "/api/2.0/mlflow-artifacts/artifacts/1/";
        if (path.startsWith(proxy)) {
            String[] parts = path.substring(proxy.length()).split("/artifacts/", 2);
            runs.get(parts[0]).files.put(parts[1], body);
            return "{}";
        }
        String call = path.replace("/api/2.0/mlflow/", "");
        JsonNode asked = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        return switch (call) {
            case "experiments/get-by-name" -> byName();
            case "experiments/create" -> {
                experiments.add(asked.path("name").asString());
                yield "{\"experiment_id\": \"1\"}";
            }
            case "runs/search" -> search(asked);
            case "runs/create" -> create(asked);
            case "runs/log-batch" -> log(asked);
            case "runs/update" -> {
                Stored run = runs.get(asked.path("run_id").asString());
                run.status = asked.path("status").asString();
                run.endTime = asked.path("end_time").asLong();
                yield "{}";
            }
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", call);
        };
    }

    private String byName() {
        if (experiments.isEmpty()) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment");
        }
        return "{\"experiment\": {\"experiment_id\": \"1\", \"lifecycle_stage\": \""
                + (experimentDeleted ? "deleted" : "active") + "\"}}";
    }

    private String search(JsonNode asked) {
        String wanted = asked.path("filter").asString().replaceAll(".* = '(.*)'", "$1");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("runs");
        runs.values()
                .stream()
                .filter(run -> run.tags.get(ExportedRun.RUN).equals(wanted))
                .forEach(run -> found.add(json(run)));
        return answer.toString();
    }

    private String create(JsonNode asked) {
        var run = new Stored();
        run.id = "there" + (runs.size() + 1);
        asked.path("tags").forEach(tag -> run.tags.put(tag.path("key").asString(), tag.path("value").asString()));
        runs.put(run.id, run);
        return JSON.createObjectNode().<ObjectNode>set("run", json(run)).toString();
    }

    private ObjectNode json(Stored run) {
        ObjectNode node = JSON.createObjectNode();
        node.putObject("info")
                .put("run_id", run.id)
                .put("artifact_uri", (keepsFiles ? "mlflow-artifacts:/1/" : "s3://bucket/1/") + run.id + "/artifacts");
        ObjectNode data = node.putObject("data");
        ArrayNode metrics = data.putArray("metrics");
        run.metrics.keySet().forEach(name -> metrics.addObject().put("key", name).put("value", run.latest(name)));
        ArrayNode params = data.putArray("params");
        run.params.forEach((key, value) -> params.addObject().put("key", key).put("value", value));
        ArrayNode tags = data.putArray("tags");
        run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return node;
    }

    private String log(JsonNode asked) {
        Stored run = runs.get(asked.path("run_id").asString());
        if (asked.path("metrics").size() > 1000 || asked.path("params").size() > 100
                || asked.path("tags").size() > 100) {
            throw new Refusal(400, "INVALID_PARAMETER_VALUE", "A batch logging request can contain at most 1000");
        }
        for (String kind : List.of("metrics", "params", "tags")) {
            for (JsonNode each : asked.path(kind)) {
                String key = each.path("key").asString();
                if (!key.matches("[\\w\\-. /:]{1,250}")) {
                    throw new Refusal(400, "INVALID_PARAMETER_VALUE", "Invalid name: '" + key + "'");
                }
                switch (kind) {
                    case "metrics" -> run.metrics.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                            .add(new Point(each.path("value").doubleValue(), each.path("timestamp").asLong(),
                                    each.path("step").asLong()));
                    case "params" -> {
                        String before = run.params.putIfAbsent(key, each.path("value").asString());
                        if (before != null && !before.equals(each.path("value").asString())) {
                            throw new Refusal(400, "INVALID_PARAMETER_VALUE",
                                    "Changing param values is not allowed. Param with key='" + key + "'");
                        }
                    }
                    default -> run.tags.put(key, each.path("value").asString());
                }
            }
        }
        return "{}";
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }
}
