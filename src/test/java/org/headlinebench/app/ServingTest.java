package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.OwnProcesses;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.StopCondition;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Stack;
import org.headlinebench.serve.ModelServer;
import org.headlinebench.serve.ServeSettings;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFiles;

/** The server over real HTTP, with the bundled writer and a small random chat model in workers of their own. */
@Timeout(90)
@Order(6)
class ServingTest {
    private static final Path WRITER = Path.of("resources/models/headline-student.gguf").toAbsolutePath();
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();
    private static final String TEMPLATE = "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\\n' + m['content'] + "
            + "'<|im_end|>\\n'}}{% endfor %}{{'<|im_start|>assistant\\n'}}";
    private static final String KEY = "planted-secret-key";
    private static final String PROMPT = "Summary: The harbour has reopened after nine days of storms.\nHeadline:";
    private static final int QUEUE = 6;
    private static final int SLOTS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;
    private static ModelServer server;
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void serve() throws IOException {
        Path chat = folder.resolve("chat");
        Files.createDirectories(chat);
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(TINY.resolve(file), chat.resolve(file));
        }
        Files.writeString(chat.resolve("tokenizer_config.json"),
                JSON.writeValueAsString(Map.of("chat_template", TEMPLATE)));
        server = start(List.of(model("writer", WRITER, 1), model("chat", chat, 1)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void completionsAreTokenForTokenWhatARunOfTheSameStackWrites() throws Exception {
        List<Integer> expected;
        int promptTokens;
        try (var tokenizer = HuggingFaceTokenizers.open(WRITER);
                var model = TorchLanguageModel.load(WeightFiles.open(WRITER), stack(""), 128, (_, _) -> {})) {
            var alone = new Generator(model, Optional.empty(), Optional.empty(), tokenizer, stack("").decoding(),
                    new NoStop(), 24).generate(PROMPT, true, 0, () -> false);
            expected = alone.tokenIds();
            promptTokens = alone.promptTokens();
        }
        var requests = IntStream.range(0, 2 * SLOTS)
                .mapToObj(_ -> sent("/v1/completions", body("writer", PROMPT, "\"max_tokens\": 24")))
                .toList();
        for (var request : requests) {
            JsonNode answer = json(request.get());
            assertThat(ids(answer)).isEqualTo(expected);
            assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(promptTokens);
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(expected.size());
            assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(promptTokens + expected.size());
        }
    }

    @Test
    void aStreamIsTheSameTextInPiecesWithUsageAtItsEnd() throws Exception {
        for (String path : List.of("/v1/completions", "/v1/chat/completions")) {
            boolean isChat = path.contains("chat");
            String plain = isChat
                    ? "{\"model\": \"chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"max_tokens\": 40}"
                    : body("writer", PROMPT, "\"max_tokens\": 24");
            JsonNode whole = json(sent(path, plain).get());
            String streamed = sent(path, plain.substring(0, plain.length() - 1)
                    + ", \"stream\": true, \"stream_options\": {\"include_usage\": true}}").get().body();
            List<String> events = streamed.lines().filter(line -> !line.isEmpty()).toList();
            assertThat(events).allMatch(line -> line.startsWith("data: ")).last().isEqualTo("data: [DONE]");
            List<JsonNode> chunks = events.subList(0, events.size() - 1)
                    .stream()
                    .map(line -> JSON.readTree(line.substring(6)))
                    .toList();
            var text = new StringBuilder();
            chunks.forEach(chunk -> text.append(chunk.at(isChat ? "/choices/0/delta/content" : "/choices/0/text")
                    .asString("")));
            assertThat(chunks.size()).isGreaterThan(5);
            assertThat(text.toString())
                    .isEqualTo(whole.at(isChat ? "/choices/0/message/content" : "/choices/0/text").asString());
            assertThat(chunks.getLast().get("usage")).isEqualTo(whole.get("usage"));
            assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason"))
                    .isEqualTo(whole.at("/choices/0/finish_reason"));
        }
    }

    @Test
    void aStopTextEndsTheAnswerAndIsNoPartOfIt() throws Exception {
        String whole = json(sent("/v1/completions", body("writer", PROMPT, "\"max_tokens\": 24")).get())
                .at("/choices/0/text")
                .asString();
        String stop = whole.substring(5, 8);
        for (String stream : List.of("false", "true")) {
            var answer = sent("/v1/completions", body("writer", PROMPT,
                    "\"max_tokens\": 24, \"stream\": " + stream + ", \"stop\": [\"" + stop + "\", \"never\"]")).get();
            assertThat(text(answer.body())).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(answer.body()).contains("\"finish_reason\":\"stop\"");
        }
    }

    @Test
    void equalSeedsWriteEqualTextsAndOthersOthers() throws Exception {
        var texts = new ArrayList<List<Integer>>();
        for (int seed : List.of(1, 2, 1)) {
            texts.add(ids(json(sent("/v1/completions",
                    body("writer", PROMPT,
                            "\"max_tokens\": 24, \"temperature\": 1, \"top_p\": 0.95, \"seed\": " + seed))
                    .get())));
        }
        assertThat(texts.get(0)).isEqualTo(texts.get(2)).isNotEqualTo(texts.get(1));
    }

    @Test
    void aChatOfSeveralTurnsIsRenderedByTheModelsTemplate() throws Exception {
        JsonNode chat = json(sent("/v1/chat/completions", """
                {"model": "chat", "max_tokens": 8, "messages": [{"role": "system", "content": "Be brief."},
                 {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"},
                 {"role": "user", "content": [{"type": "text", "text": "Well"}]}]}""").get());
        JsonNode text = json(sent("/v1/completions",
                body("chat", "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n"
                        + "Hi<|im_end|>\n<|im_start|>assistant\nYes?<|im_end|>\n<|im_start|>user\nWell<|im_end|>\n"
                        + "<|im_start|>assistant\n", "\"max_tokens\": 8"))
                .get());
        assertThat(ids(chat)).isEqualTo(ids(text)).hasSize(8);
        assertThat(chat.at("/object").asString()).isEqualTo("chat.completion");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"model\": \"writer\"                                                    | 400 | invalid_json",
        "[1]                                                                       | 400 | invalid_json",
        "{\"prompt\": \"x\"}                                                       | 400 | missing_required_parameter",
        "{\"model\": \"gpt-5\", \"prompt\": \"x\"}                                 | 404 | model_not_found",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"tools\": [{\"type\": \"function\"}]} | 400 | unsupported_parameter",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"n\": 2}                      | 400 | unsupported_parameter",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"logprobs\": 3}               | 400 | unsupported_parameter",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"temprature\": 1}             | 400 | unknown_parameter",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"temperature\": 3}            | 400 | invalid_value",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"max_tokens\": 0}             | 400 | invalid_value",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"max_tokens\": 99999}         | 400 | context_length_exceeded",
        "{\"model\": \"writer\", \"prompt\": [1, 2]}                               | 400 | unsupported_parameter",
        "{\"model\": \"writer\", \"prompt\": \"\"}                                 | 400 | invalid_prompt",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"response_format\": {\"type\": \"json_object\"}} | 400 | unsupported_parameter",
        "{\"model\": \"writer\", \"prompt\": \"x\", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"a\"}}}}}} | 400 | unsupported_schema"})
    void whatCannotBeDoneIsRefusedInTheDocumentedShape(String body, int status, String code) throws Exception {
        assertThat(error(sent("/v1/completions", body.strip()).get(), status)).isEqualTo(code);
    }

    @Test
    void imagesToolsAndChatsWithoutATemplateAreRefused() throws Exception {
        String path = "/v1/chat/completions";
        assertThat(error(sent(path, "{\"model\": \"chat\", \"messages\": [{\"role\": \"user\", \"content\": "
                + "[{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:\"}}]}]}").get(), 400))
                .isEqualTo("unsupported_parameter");
        assertThat(error(
                sent(path, "{\"model\": \"chat\", \"messages\": [{\"role\": \"tool\", \"content\": \"x\"}]}").get(),
                400)).isEqualTo("unsupported_parameter");
        assertThat(
                error(sent(path, "{\"model\": \"chat\", \"messages\": [{\"role\": \"assistant\", \"content\": \"x\"}]}")
                        .get(), 400))
                .isEqualTo("invalid_messages");
        assertThat(error(sent(path, "{\"model\": \"writer\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}")
                .get(), 400)).isEqualTo("invalid_messages");
    }

    @Test
    void wrongKeysPathsMethodsTypesAndHugeBodiesAreRefusedAndTheKeyIsNeverTold() throws Exception {
        assertThat(error(send(request("/v1/models").header("Authorization", "Bearer " + KEY + "x").GET()), 401))
                .isEqualTo("invalid_api_key");
        assertThat(error(send(request("/v1/models").GET()), 401)).isEqualTo("invalid_api_key");
        assertThat(error(send(keyed("/v1/nothing").GET()), 404)).isEqualTo("unknown_url");
        assertThat(error(send(keyed("/v1/completions").GET()), 405)).isEqualTo("method_not_supported");
        assertThat(error(send(keyed("/v1/completions").header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))), 415)).isEqualTo("unsupported_media_type");
        assertThat(error(sent("/v1/completions", "x".repeat(300_000)).get(), 413)).isEqualTo("request_too_large");
        assertThat(error(send(keyed("/v1/completions").header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers
                                .ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[300_000])))),
                413)).isEqualTo("request_too_large");
        assertThat(send(keyed("/v1/models").GET()).body()).contains("\"writer\"", "\"chat\"").doesNotContain(KEY);
        assertThat(send(request("/health").GET()).body()).isEqualTo("{\"status\":\"ok\"}");
        try (var files = Files.walk(folder.resolve("home"))) {
            for (Path log : files.filter(path -> path.toString().endsWith(".log")).toList()) {
                assertThat(Files.readString(log)).doesNotContain(KEY);
            }
        }
    }

    @Test
    void whatASchemaAsksForAlwaysParsesAndValidatesHoweverFewTokensThereAre() throws Exception {
        String schema = """
                {"type": "object", "required": ["kind", "title", "tags", "at"], "additionalProperties": false,
                 "properties": {"kind": {"enum": ["näws", "view", 3]}, "title": {"type": "string", "minLength": 2},
                  "score": {"type": ["number", "null"]}, "sure": {"type": "boolean"},
                  "tags": {"type": "array", "items": {"type": "string", "maxLength": 4}, "minItems": 1, "maxItems": 3},
                  "at": {"$ref": "#/$defs/place"}},
                 "$defs": {"place": {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}}}""";
        for (int seed = 0; seed < 12; seed++) {
            String asked = ", \"temperature\": 1.5, \"seed\": " + seed + ", \"response_format\": {\"type\": "
                    + "\"json_schema\", \"json_schema\": {\"name\": \"n\", \"schema\": " + schema + "}}";
            var answer = json(sent("/v1/completions", body("chat", "x", "\"max_tokens\": " + (70 + 20 * seed) + asked))
                    .get());
            assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
            JsonNode written = JSON.readTree(answer.at("/choices/0/text").asString());
            assertThat(written.get("kind").toString()).isIn("\"näws\"", "\"view\"", "3");
            assertThat(written.get("title").asString().codePoints().count()).isGreaterThanOrEqualTo(2);
            assertThat(written.get("tags").size()).isBetween(1, 3);
            written.get("tags").forEach(tag -> assertThat(tag.asString().codePoints().count()).isLessThanOrEqualTo(4));
            assertThat(written.at("/at/x").isIntegralNumber()).isTrue();
            assertThat(written.path("score").isMissingNode() || written.path("score").isNull()
                    || written.path("score").isNumber()).isTrue();
        }
        assertThat(error(sent("/v1/completions", body("chat", "x", "\"max_tokens\": 9, \"response_format\": {\"type\": "
                + "\"json_schema\", \"json_schema\": {\"schema\": " + schema + "}}")).get(), 400))
                .isEqualTo("invalid_max_tokens");
    }

    @Test
    void oneConnectionServesOneRequestAfterTheOther() throws Exception {
        for (int i = 0; i < 200; i++) {
            String stream = i % 3 == 0 ? ", \"stream\": true" : "";
            assertThat(sent("/v1/completions", body("chat", "x", "\"max_tokens\": 1" + stream)).get().statusCode())
                    .as("request %s", i)
                    .isEqualTo(200);
        }
    }

    @Test
    void whoHangsUpFreesTheirPlace() throws Exception {
        double before = metric("request_abandoned_total", "writer");
        for (String stream : List.of("true", "false")) {
            String body = body("writer", PROMPT,
                    "\"max_tokens\": 400, \"ignore_eos\": true, \"stream\": " + stream);
            var sockets = new ArrayList<Socket>();
            for (int i = 0; i < SLOTS; i++) {
                sockets.add(raw(body));
            }
            await(() -> metric("num_requests_running", "writer") == SLOTS);
            for (Socket socket : sockets) {
                socket.close();
            }
            await(() -> metric("num_requests_running", "writer") == 0);
        }
        assertThat(metric("request_abandoned_total", "writer")).isEqualTo(before + 2 * SLOTS);
    }

    @Test
    void moreThanCanWaitAreToldToComeAgainAndNoneIsLost() throws Exception {
        var requests = IntStream.range(0, 4 * (SLOTS + QUEUE))
                .mapToObj(_ -> sent("/v1/completions",
                        body("writer", PROMPT, "\"max_tokens\": 60, \"ignore_eos\": true")))
                .toList();
        int done = 0;
        for (var request : requests) {
            var answer = request.get();
            if (answer.statusCode() == 200) {
                assertThat(ids(JSON.readTree(answer.body()))).hasSize(60);
                done++;
            } else {
                assertThat(error(answer, 429)).isEqualTo("queue_full");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        }
        assertThat(done).isGreaterThanOrEqualTo(SLOTS + QUEUE).isLessThan(requests.size());
    }

    @Test
    void requestsGoToTheReplicaWithLeastToDoStoppingLosesNothingAndADeadWorkerIsReplaced() throws Exception {
        try (ModelServer other = start(List.of(model("chat", TINY, 2)))) {
            // All are written at once only if each of the two has taken as many as it has places.
            var several = IntStream.range(0, 2 * SLOTS)
                    .mapToObj(_ -> sent(other, "/v1/completions",
                            body("chat", PROMPT, "\"max_tokens\": 300, \"ignore_eos\": true")))
                    .toList();
            await(() -> metric(other, "num_requests_running", "chat") == 2 * SLOTS);
            for (var each : several) {
                assertThat(ids(json(each.get()))).hasSize(300);
            }
            workers().alive().getLast().destroyForcibly();
            await(() -> metric(other, "num_replicas", "chat") == 1);
            assertThat(sent(other, "/v1/completions", body("chat", PROMPT, "\"max_tokens\": 3")).get().statusCode())
                    .isEqualTo(200);
            await(() -> metric(other, "num_replicas", "chat") == 2);

            // Long enough that a busy machine asks again before the answer is whole: then nobody listens any more.
            var running = sent(other, "/v1/completions",
                    body("chat", PROMPT, "\"max_tokens\": 400, \"ignore_eos\": true"));
            await(() -> metric(other, "num_requests_running", "chat") == 1);
            var stopping = Thread.ofPlatform().start(other::close);
            await(() -> {
                try {
                    // One that is still taken in must not take longer than the one that runs.
                    return error(sent(other, "/v1/completions", body("chat", PROMPT, "\"max_tokens\": 1")).get(), 503)
                            .equals("shutting_down");
                } catch (Exception | AssertionError e) {
                    return false;
                }
            });
            assertThat(ids(json(running.get()))).hasSize(400);
            stopping.join();
        }
    }

    private static OwnProcesses workers() {
        return new OwnProcesses(folder.resolve("workers"));
    }

    private static ModelServer start(List<ServeSettings.Model> models) {
        var launcher = workers().noted(WorkerCommandLine.of(new AppFolder(folder.resolve("home")),
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"), "test", 2, Map.of()));
        return ModelServer.start(new ServeSettings("127.0.0.1", 0, models, Optional.of(KEY), 4096, QUEUE, 200_000,
                Duration.ofSeconds(60), Duration.ofSeconds(60)), launcher, (path, _, _) -> Path.of(path),
                (_, _) -> {}, new Cancellation());
    }

    private static ServeSettings.Model model(String name, Path path, int replicas) {
        return new ServeSettings.Model(name, List.of(new RunSetup(path.toString(), DeviceId.CPU,
                ModelServer.served(stack(""), SLOTS))), replicas);
    }

    private static Stack stack(String text) {
        return Stack.parse(text, DeviceKind.CPU);
    }

    private static String body(String model, String prompt, String more) {
        return "{\"model\": \"" + model + "\", \"prompt\": " + JSON.writeValueAsString(prompt) + ", " + more + "}";
    }

    private static CompletableFuture<HttpResponse<String>> sent(String path, String body) {
        return sent(server, path, body);
    }

    private static CompletableFuture<HttpResponse<String>> sent(ModelServer to, String path, String body) {
        return CLIENT.sendAsync(HttpRequest.newBuilder(to.address().resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private static HttpRequest.Builder keyed(String path) {
        return request(path).header("Authorization", "Bearer " + KEY);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Socket raw(String body) throws IOException {
        URI to = server.address();
        var socket = new Socket(to.getHost(), to.getPort());
        OutputStream out = socket.getOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("POST /v1/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n").getBytes());
        out.write(bytes);
        out.flush();
        return socket;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** All text of an answer, whole or streamed. */
    private static String text(String body) {
        var text = new StringBuilder();
        body.lines()
                .map(line -> line.startsWith("data: ") ? line.substring(6) : line)
                .filter(line -> line.startsWith("{"))
                .forEach(line -> text.append(JSON.readTree(line).at("/choices/0/text").asString("")));
        return text.toString();
    }

    private static List<Integer> ids(JsonNode answer) {
        var ids = new ArrayList<Integer>();
        answer.at("/choices/0/token_ids").forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    /** The code of an error of OpenAI's shape. */
    private static String error(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = JSON.readTree(answer.body()).get("error");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.get("message").asString()).isNotBlank();
        return error.get("code").asString();
    }

    private static double metric(String name, String model) {
        return metric(server, name, model);
    }

    private static double metric(ModelServer of, String name, String model) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(of.address().resolve("/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("headline_bench:" + name + "{model_name=\"" + model + "\"}"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static final class NoStop implements StopCondition {
        @Override
        public boolean atEndOfSequence() {
            return true;
        }

        @Override
        public boolean atText() {
            return false;
        }

        @Override
        public OptionalInt findStop(String text) {
            return OptionalInt.empty();
        }
    }
}
