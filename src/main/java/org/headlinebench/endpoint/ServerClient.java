package org.headlinebench.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.endpoint.RequestFailure.Kind;
import org.headlinebench.failure.Shown;
import org.headlinebench.failure.UserError;

/** Sends one prompt at a time and reads the streamed answer; any number of threads may ask at once. */
final class ServerClient implements AutoCloseable {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MOST_ERROR_BYTES = 4096;
    private static final int UNAVAILABLE = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServerTarget target;
    private final String model;
    private final Workload workload;
    private final Optional<String> key;
    private final HttpClient http;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("endpoint-timeouts").factory());

    /**
     * @param key sent as a bearer token; never shown, logged or stored
     * @throws UserError if a key would travel in the open
     */
    ServerClient(ServerTarget target, String model, Workload workload, Optional<String> key) {
        this.target = target;
        this.model = model;
        this.workload = workload;
        this.key = key;
        URI base = URI.create(target.base());
        if (key.isPresent() && base.getScheme().equalsIgnoreCase("http") && !THIS_MACHINE.contains(base.getHost())) {
            throw new UserError("The key would be sent unencrypted to " + base.getHost() + ".",
                    "Use an https address, or unset the key if the endpoint needs none.");
        }
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(target.timeoutMillis()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws RequestFailure if there is no whole answer */
    Answer ask(String prompt) throws RequestFailure, InterruptedException {
        HttpRequest request = request(prompt);
        var timedOut = new AtomicBoolean();
        long sent = System.nanoTime();
        var pending = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        var stop = watch.schedule(() -> {
            timedOut.set(true);
            pending.cancel(true);
            pending.thenAccept(ServerClient::closeQuietly);
        }, target.timeoutMillis(), TimeUnit.MILLISECONDS);
        boolean began = false;
        try {
            HttpResponse<InputStream> response = pending.get();
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(response, body);
                }
                began = true;
                var stopBody = watch.schedule(() -> {
                    timedOut.set(true);
                    closeQuietly(response);
                }, Math.max(1, target.timeoutMillis() - millisSince(sent)), TimeUnit.MILLISECONDS);
                try {
                    return read(new EventStream(body), sent);
                } finally {
                    stopBody.cancel(false);
                }
            }
        } catch (IOException | java.util.concurrent.ExecutionException
                | java.util.concurrent.CancellationException e) {
            if (timedOut.get()) {
                throw new RequestFailure(Kind.TIMEOUT,
                        "no whole answer within " + target.timeoutMillis() + " ms");
            }
            Throwable cause = e instanceof java.util.concurrent.ExecutionException ? e.getCause() : e;
            throw new RequestFailure(began ? Kind.BROKEN_STREAM : Kind.CONNECTION, "the connection failed ("
                    + shown(Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName())) + ")");
        } finally {
            stop.cancel(false);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        watch.shutdownNow();
    }

    private HttpRequest request(String prompt) {
        var body = JSON.createObjectNode()
                .put("model", model)
                .put("max_tokens", workload.maxNewTokens())
                .put("temperature", 0)
                .put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        // A server counts a stop text from the first character; where ours counts it later, the client cuts instead.
        if (!workload.stop().afterVisibleText() && !workload.stop().stopStrings().isEmpty()) {
            var stop = body.putArray("stop");
            workload.stop().stopStrings().forEach(stop::add);
        }
        boolean chat = workload.template().form() == PromptTemplate.Form.CHAT;
        if (chat) {
            body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        } else {
            body.put("prompt", prompt);
        }
        var request = HttpRequest.newBuilder(URI.create(target.base() + (chat ? "/chat/completions" : "/completions")))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    private Answer read(EventStream events, long sent) throws IOException, RequestFailure {
        var pieces = new ArrayList<Answer.Piece>();
        String finish = "";
        boolean atText = false;
        double endMillis = 0;
        OptionalInt promptTokens = OptionalInt.empty();
        OptionalInt completionTokens = OptionalInt.empty();
        for (var data = events.next(); data.isPresent() && !data.get().strip().equals("[DONE]"); data = events.next()) {
            double now = millis(sent);
            JsonNode event = parse(data.get());
            if (event.hasNonNull("error")) {
                throw new RequestFailure(Kind.BROKEN_STREAM,
                        "the server reports an error in its stream: " + shown(event.path("error").toString()));
            }
            JsonNode choice = event.path("choices").path(0);
            JsonNode text = choice.has("delta") ? choice.path("delta").path("content") : choice.path("text");
            if (text.isString() && !text.stringValue().isEmpty()) {
                pieces.add(new Answer.Piece(text.stringValue(), now));
            }
            if (choice.path("finish_reason").isString()) {
                finish = choice.path("finish_reason").stringValue();
                atText = choice.path("stop_reason").isString();
                endMillis = now;
            }
            JsonNode usage = event.path("usage");
            promptTokens = count(usage.path("prompt_tokens"), promptTokens);
            completionTokens = count(usage.path("completion_tokens"), completionTokens);
        }
        if (finish.isEmpty()) {
            throw new RequestFailure(Kind.BROKEN_STREAM, "the stream ended without a finish reason");
        }
        return new Answer(pieces, finish, atText, promptTokens, completionTokens, endMillis, millis(sent));
    }

    private JsonNode parse(String data) throws RequestFailure {
        try {
            return JSON.readTree(data);
        } catch (JacksonException e) {
            throw new RequestFailure(Kind.BROKEN_STREAM, "the stream holds no JSON: " + shown(data));
        }
    }

    private static OptionalInt count(JsonNode node, OptionalInt before) {
        return node.isInt() && node.intValue() > 0 ? OptionalInt.of(node.intValue()) : before;
    }

    private RequestFailure refused(HttpResponse<InputStream> response, InputStream body) throws IOException {
        int status = response.statusCode();
        String said = "status " + status + ": "
                + shown(new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8));
        Kind kind = status == 429
                ? Kind.RATE_LIMITED
                : status >= UNAVAILABLE || status == 408
                        ? Kind.BUSY
                        : Kind.REFUSED;
        return new RequestFailure(kind, said,
                response.headers().firstValue("Retry-After").map(ServerClient::delay).orElse(Duration.ZERO));
    }

    /** Seconds or a date (RFC 9110, 10.2.3); what is neither asks for nothing. */
    static Duration delay(String header) {
        String text = header.strip();
        if (text.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = Duration.between(Instant.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException neither) {
            return Duration.ZERO;
        }
    }

    /** A server may repeat the key it was sent. */
    private String shown(String text) {
        return Shown.of(key.map(secret -> text.replace(secret, "(key)")).orElse(text));
    }

    private static void closeQuietly(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }

    private static double millis(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e6;
    }

    private static long millisSince(long sinceNanos) {
        return (long) millis(sinceNanos);
    }
}
