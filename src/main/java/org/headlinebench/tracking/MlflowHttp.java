package org.headlinebench.tracking;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.failure.Shown;

/** Requests of MLflow's REST API 2.0, repeated a few times where the server is busy; every failure in words. */
final class MlflowHttp implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofMinutes(1);
    private static final Duration FILE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final int LONGEST_TEXT = 300;

    private final TrackingServer server;
    private final Duration firstPause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param firstPause before the second attempt; each further one waits twice as long */
    MlflowHttp(TrackingServer server, Duration firstPause) {
        this.server = server;
        this.firstPause = firstPause;
    }

    /** Something that may succeed when it is tried again. */
    interface Attempt<T> {
        T make() throws Busy;
    }

    /** The server is busy or silent. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1;
        private final transient TrackingError failure;
        private final Duration wait;

        Busy(TrackingError failure, Duration wait) {
            this.failure = failure;
            this.wait = wait;
        }
    }

    /** @param query name and value in turn */
    JsonNode get(String call, String... query) {
        return patiently(() -> getOnce(call, query));
    }

    JsonNode getOnce(String call, String... query) throws Busy {
        var address = new StringBuilder(api(call));
        for (int i = 0; i < query.length; i += 2) {
            address.append(i == 0 ? '?' : '&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return json(send(request(address.toString(), CALL).GET()));
    }

    /** For calls that do the same however often they are made. */
    JsonNode post(String call, JsonNode body) {
        return patiently(() -> postOnce(call, body));
    }

    JsonNode postOnce(String call, JsonNode body) throws Busy {
        return json(send(request(api(call), CALL).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))));
    }

    /** @param path below the artifact proxy, each part encoded already */
    void put(String path, Path file, String type) {
        patiently(() -> send(request(server.base() + "/api/2.0/mlflow-artifacts/artifacts/" + path, FILE)
                .header("Content-Type", type)
                .PUT(content(file))));
    }

    /** Tries again after pauses, a bounded number of times. */
    <T> T patiently(Attempt<T> attempt) {
        Duration pause = firstPause;
        for (int made = 1;; made++) {
            try {
                return attempt.make();
            } catch (Busy busy) {
                if (made == ATTEMPTS) {
                    throw busy.failure;
                }
                sleep(busy.wait.compareTo(pause) > 0 ? busy.wait : pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private String api(String call) {
        return server.base() + "/api/2.0/mlflow/" + call;
    }

    private static BodyPublisher content(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new IllegalStateException("a file that was just written is gone: " + file, e);
        }
    }

    private HttpRequest.Builder request(String address, Duration timeout) {
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(timeout).header("Accept", "application/json");
        server.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Busy {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Busy(unreachable("cannot be reached", e), Duration.ZERO);
        } catch (HttpTimeoutException e) {
            throw new Busy(unreachable("does not answer", e), Duration.ZERO);
        } catch (IOException e) {
            throw new Busy(unreachable("broke the connection off (" + shown(String.valueOf(e.getMessage())) + ")", e),
                    Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw new Busy(new TrackingError(
                    "The MLflow server at " + server.base() + " failed with status " + status + said(response) + ".",
                    "Look at its log, and send the runs again later; what has arrived is not sent twice."),
                    retryAfter(response));
        }
        if (status / 100 != 2) {
            throw refused(response);
        }
        return response;
    }

    private TrackingError refused(HttpResponse<String> response) {
        int status = response.statusCode();
        String at = "The MLflow server at " + server.base();
        if (status == 401 || status == 403) {
            return new TrackingError(server.token().isPresent()
                    ? at + " does not accept the token (status " + status + ")" + said(response) + "."
                    : at + " asks for a token (status " + status + ").",
                    "Set MLFLOW_TRACKING_TOKEN to one that may write there.");
        }
        if (status / 100 == 3) {
            return new TrackingError(at + " sends on to another address"
                    + response.headers().firstValue("Location").map(to -> ", " + shown(to)).orElse("") + ".",
                    "Give the address where MLflow itself answers.");
        }
        String code = error(response).map(node -> node.path("error_code").asString("")).orElse("");
        if (code.isEmpty() && (status == 404 || status == 405)) {
            return notMlflow(null);
        }
        return new TrackingError(at + " refused: status " + status + said(response) + ".",
                "If it is older than MLflow 2, update it; otherwise change what it names.", code, null);
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            JsonNode answer = JSON.readTree(response.body());
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException e) {
            throw notMlflow(e);
        }
        throw notMlflow(null);
    }

    private TrackingError notMlflow(Exception cause) {
        return new TrackingError("At " + server.base() + " something answers that is no MLflow server.",
                "Give the server's address, with its path where it is served below one, for example http://127.0.0.1:5000.",
                "", cause);
    }

    private TrackingError unreachable(String how, Exception cause) {
        return new TrackingError("The MLflow server at " + server.base() + " " + how + ".",
                "Check the address, and that 'mlflow server' runs there.", "", cause);
    }

    private static TrackingError interrupted() {
        return new TrackingError("Sending was interrupted.",
                "Send the runs again; what has arrived is not sent twice.");
    }

    /** What the server says, as the end of a sentence. */
    private String said(HttpResponse<String> response) {
        String message = error(response).map(node -> node.path("message").asString("")).orElse("");
        return message.isBlank() ? "" : ": " + shown(message).replaceFirst("\\.+$", "");
    }

    private static Optional<JsonNode> error(HttpResponse<String> response) {
        try {
            return Optional.of(JSON.readTree(response.body())).filter(JsonNode::isObject);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /** A server may repeat the token it was sent. */
    private String shown(String text) {
        return Shown.of(server.token().map(token -> text.replace(token, "(token)")).orElse(text), LONGEST_TEXT);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("").strip();
        Duration wait = seconds.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }
}
