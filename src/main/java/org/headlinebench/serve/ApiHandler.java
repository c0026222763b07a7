package org.headlinebench.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests; each on a virtual thread of its own. */
final class ApiHandler extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final ServeSettings settings;
    private final Map<String, ServedModel> models;
    private final ServerMetrics metrics;
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean isStopping;

    ApiHandler(ServeSettings settings, List<ServedModel> models, Clock clock) {
        this.settings = settings;
        this.models = new LinkedHashMap<>();
        models.forEach(model -> this.models.put(model.name(), model));
        this.metrics = new ServerMetrics(List.copyOf(this.models.keySet()));
        this.clock = clock;
    }

    /** From now on new requests are refused. */
    void refuseNew() {
        isStopping = true;
    }

    /** Requests that are being answered. */
    int open() {
        return open.get();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        open.incrementAndGet();
        try {
            try {
                answer(request, response);
            } catch (ApiError e) {
                metrics.refused(e);
                refuse(request, response, e);
            } catch (IOException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request failed", e);
                ApiError error = ApiError.failed("The server made a mistake; its log says more.");
                metrics.refused(error);
                refuse(request, response, error);
            }
            callback.succeeded();
        } catch (IOException clientGone) {
            // Jetty logs no stack trace for this kind.
            callback.failed(new EofException(clientGone));
        } finally {
            open.decrementAndGet();
        }
        return true;
    }

    private void answer(Request request, Response response) throws IOException {
        String path = Request.getPathInContext(request);
        switch (path) {
            case "/health" -> {
                require(request, "GET", path);
                boolean isReady = !isStopping && models.values().stream().allMatch(ServedModel::isReady);
                send(response, isReady ? 200 : 503, "application/json",
                        Answer.json(Map.of("status", isReady ? "ok" : isStopping ? "stopping" : "starting")));
            }
            case "/metrics" -> {
                require(request, "GET", path);
                send(response, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(models.values()));
            }
            case "/v1/models" -> {
                requireKey(request);
                require(request, "GET", path);
                send(response, 200, "application/json", Answer.json(Map.of("object", "list", "data",
                        models.values().stream().map(this::described).toList())));
            }
            case "/v1/completions", "/v1/chat/completions" -> {
                requireKey(request);
                require(request, "POST", path);
                if (isStopping) {
                    throw ApiError.stopping();
                }
                complete(request, response, path.equals("/v1/chat/completions"));
            }
            default -> throw ApiError.unknownPath(path);
        }
    }

    private void complete(Request request, Response response, boolean isChat) throws IOException {
        CompletionRequest asked = CompletionRequest.read(body(request), isChat);
        ServedModel model = models.get(asked.model());
        if (model == null) {
            throw ApiError.unknownModel(asked.model(), String.join(", ", models.keySet()));
        }
        long deadline = System.nanoTime() + settings.requestTimeout().toNanos();
        // Waiting for the model is no idleness of the client's.
        request.addIdleTimeoutListener(_ -> false);
        var written = asked.forWorker(ids.incrementAndGet(), model.rule());
        var answer = new Answer((isChat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID().toString().replace("-", ""),
                clock.instant().getEpochSecond(), model.name(), isChat);
        try (Ticket ticket = model.write(written);
                HangUp hangUp = HangUp.watch(request, () -> ticket.tell(new Event.Gone()))) {
            Event first = ticket.await(deadline, settings.requestTimeout());
            if (first instanceof Event.Failed(ApiError error)) {
                throw error;
            }
            try {
                if (asked.isStreamed()) {
                    stream(first, ticket, answer, asked.wantsUsage(), deadline, hangUp, response);
                } else {
                    whole(first, answer, hangUp, response);
                }
            } catch (IOException e) {
                metrics.abandoned(model.name());
                throw e;
            }
        }
    }

    private void whole(Event event, Answer answer, HangUp hangUp, Response response) throws IOException {
        switch (event) {
            case Event.Done done -> {
                metrics.done(answer.model(), done);
                // The next request may come as soon as the answer is out, and is Jetty's to read.
                hangUp.close();
                if (hangUp.isPipelined()) {
                    response.getHeaders().put(HttpHeader.CONNECTION, "close");
                }
                send(response, 200, "application/json", answer.whole(done));
            }
            case Event.Gone _ -> throw new IOException("the client has hung up");
            case Event.Text _,Event.Failed _ -> throw new IllegalStateException("not asked for: " + event);
        }
    }

    private void stream(Event first, Ticket ticket, Answer answer, boolean wantsUsage, long deadline,
            HangUp hangUp, Response response) throws IOException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        if (answer.isChat()) {
            event(response, answer.first());
        }
        Event event = first;
        while (true) {
            switch (event) {
                case Event.Text(String text) -> event(response, answer.more(text));
                case Event.Done done -> {
                    metrics.done(answer.model(), done);
                    if (!done.text().isEmpty()) {
                        event(response, answer.more(done.text()));
                    }
                    event(response, answer.last(done));
                    if (wantsUsage) {
                        event(response, answer.counted(done));
                    }
                    end(hangUp, response);
                    return;
                }
                case Event.Failed(ApiError error) -> {
                    metrics.refused(error);
                    event(response, Answer.json(error));
                    end(hangUp, response);
                    return;
                }
                case Event.Gone _ -> throw new IOException("the client has hung up");
            }
            event = ticket.await(deadline, settings.requestTimeout());
        }
    }

    private static void event(Response response, String data) throws IOException {
        Content.Sink.write(response, false, bytes("data: " + data + "\n\n"));
    }

    private static void end(HangUp hangUp, Response response) throws IOException {
        hangUp.close();
        Content.Sink.write(response, true, bytes("data: [DONE]\n\n"));
        if (hangUp.isPipelined()) {
            throw new IOException("a request that came too early cannot be answered on this connection");
        }
    }

    private static void refuse(Request request, Response response, ApiError error) throws IOException {
        if (response.isCommitted()) {
            throw new IOException(error.getMessage());
        }
        error.retryAfter().ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, "" + seconds));
        if (error.status() != 400 && error.status() != 404 || request.getLength() < 0) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            UnreadBody.discard(request);
        }
        send(response, error.status(), "application/json", Answer.json(error));
    }

    private static void send(Response response, int status, String type, String body) throws IOException {
        ByteBuffer bytes = bytes(body);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
        Content.Sink.write(response, true, bytes);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] body(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        // A page in a browser can send plain text to a server on its machine without being asked, but no JSON.
        if (type == null || !type.strip().toLowerCase().startsWith("application/json")) {
            throw ApiError.wrongType();
        }
        if (request.getLength() > settings.maxBodyBytes()) {
            throw ApiError.tooLarge(settings.maxBodyBytes());
        }
        try {
            // Not closed: that would fail the request, of which the rest may still be read.
            byte[] body = Content.Source.asInputStream(request).readNBytes(settings.maxBodyBytes() + 1);
            if (body.length > settings.maxBodyBytes()) {
                throw ApiError.tooLarge(settings.maxBodyBytes());
            }
            return body;
        } catch (IOException e) {
            throw ApiError.slow();
        }
    }

    private Map<String, Object> described(ServedModel model) {
        var described = new LinkedHashMap<String, Object>();
        described.put("id", model.name());
        described.put("object", "model");
        described.put("created", clock.instant().getEpochSecond());
        described.put("owned_by", "headline-bench");
        described.put("max_model_len", model.contextTokens());
        return described;
    }

    private static void require(Request request, String method, String path) {
        if (!request.getMethod().equals(method)) {
            throw ApiError.wrongMethod(request.getMethod(), path);
        }
    }

    private void requireKey(Request request) {
        if (settings.apiKey().isEmpty()) {
            return;
        }
        String sent = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        byte[] wanted = ("Bearer " + settings.apiKey().get()).getBytes(StandardCharsets.UTF_8);
        if (sent == null || !MessageDigest.isEqual(wanted, sent.getBytes(StandardCharsets.UTF_8))) {
            throw ApiError.unauthorized();
        }
    }
}
