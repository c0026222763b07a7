package org.headlinebench.evaluation.judge;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.failure.UserError;

/**
 * Asks a chat endpoint one question at a time. A busy or silent endpoint is asked again after a pause: as long as it asks
 * for by {@code Retry-After}, otherwise twice as long each time.
 */
final class ChatClient implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int SHOWN = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChatEndpoint endpoint;
    private final LongConsumer pause;
    private final HttpClient http;

    /** @param pause waits so many milliseconds */
    ChatClient(ChatEndpoint endpoint, LongConsumer pause) {
        this.endpoint = endpoint;
        this.pause = pause;
        this.http = HttpClient.newBuilder()
                .connectTimeout(endpoint.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * @return the reply's text
     * @throws NoReply if the endpoint is busy, silent or beside itself
     * @throws UserError if it refuses this key, model or kind of request, so that no other question would fare better
     */
    String ask(String question) throws NoReply {
        String problem = "";
        long wait = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; attempt <= endpoint.attempts(); attempt++) {
            long asked = 0;
            try {
                HttpResponse<InputStream> response = http.send(request(question),
                        HttpResponse.BodyHandlers.ofInputStream());
                String body = body(response);
                int status = response.statusCode();
                if (status == 200) {
                    return content(body);
                }
                if (status != 429 && status != 408 && status < 500) {
                    throw refused(status, body);
                }
                problem = "it answered with status " + status;
                asked = response.headers().firstValue("Retry-After").map(ChatClient::seconds).orElse(0L) * 1000;
            } catch (HttpTimeoutException e) {
                problem = "it did not answer within " + endpoint.timeout().toMillis() + " ms";
            } catch (IOException e) {
                problem = "the connection failed (" + (e.getMessage() == null
                        ? e.getClass().getSimpleName()
                        : e.getMessage()) + ")";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError("Judging was interrupted.", "Start it again.", e);
            }
            if (attempt < endpoint.attempts()) {
                pause.accept(Math.min(LONGEST_PAUSE_MILLIS, Math.max(asked, wait)));
                wait *= 2;
            }
        }
        throw new NoReply("no reply in " + endpoint.attempts() + " attempts: " + problem);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest request(String question) {
        var body = JSON.createObjectNode().put("model", endpoint.model()).put("temperature", 0);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        var request = HttpRequest.newBuilder(endpoint.completions())
                .timeout(endpoint.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        endpoint.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /** The timeout of a request ends with its headers; reading stops at a length that no judgement has. */
    private static String body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static String content(String body) throws NoReply {
        try {
            JsonNode content = JSON.readTree(body).path("choices").path(0).path("message").path("content");
            if (content.isString()) {
                return content.stringValue();
            }
        } catch (JacksonException e) {
            // worded below, like JSON of another form
        }
        throw new NoReply("the reply is no chat completion: " + shown(body));
    }

    private UserError refused(int status, String body) {
        String what = endpoint + " refuses the request with status " + status + ": " + shown(body);
        return new UserError(what, switch (status) {
            case 401, 403 -> "Set the environment variable HEADLINE_BENCH_JUDGE_KEY to a valid key.";
            case 404 -> "Check the address and the name of the judge's model.";
            default -> "Check the address, the judge's model and what the endpoint says.";
        });
    }

    private static long seconds(String header) {
        return header.strip().matches("\\d{1,6}") ? Long.parseLong(header.strip()) : 0;
    }

    private static String shown(String body) {
        String line = body.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
