package org.headlinebench.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;

/** The judge against a server on this machine that behaves, is busy, sleeps, talks nonsense or refuses. */
@Timeout(30)
class JudgeTest {
    private static final String HUNG = "hang";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<JsonNode> questions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> pauses = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void onlyTheContinuationAndTheReferenceAreShownAndRawRepliesAreKept() {
        JudgeResult result = judge(Optional.of("secret-key"), 2, says("0.5"), says("Score: 1"));
        assertThat(result.items()).extracting(JudgeResult.Item::score)
                .containsExactly(OptionalDouble.of(0.5), OptionalDouble.of(1));
        assertThat(result.score().orElseThrow().mean()).isEqualTo(0.75);
        assertThat(result.items().get(1).replies()).containsExactly("Score: 1");
        String shown = questions.getFirst().path("messages").path(0).path("content").stringValue();
        assertThat(shown).contains("reference 1").contains("written 1 {reference}").doesNotContain("article 1");
        assertThat(questions.getFirst().path("model").stringValue()).isEqualTo("judge-1");
        assertThat(keys).containsOnly("Bearer secret-key");
        assertThat(result.toString()).doesNotContain("secret-key");
        assertThat(result.promptSha256()).isEqualTo(JudgePrompt.builtin().sha256());
    }

    @Test
    void aBusyEndpointIsAskedAgainAfterThePauseThatItWants() {
        JudgeResult result = judge(Optional.empty(), 1, "429 7", "503 ", says("1"));
        assertThat(result.judged()).isEqualTo(1);
        assertThat(pauses).containsExactly(7000L, 2000L);
        assertThat(keys).containsOnly("");
    }

    @Test
    void anEndpointThatSleepsIsGivenUpAfterItsAttemptsAndTheOthersAreStillJudged() {
        JudgeResult result = judge(Optional.empty(), 2, HUNG, HUNG, HUNG, says("0"));
        assertThat(result.items().getFirst().failure()).contains("no reply in 3 attempts", "within 200 ms");
        assertThat(result.items().get(1).score()).hasValue(0);
        assertThat(result.judged()).isEqualTo(1);
    }

    @Test
    void wordsWithoutAScoreAreAskedForAgainOnceAndThenKeptWithoutOne() {
        JudgeResult result = judge(Optional.empty(), 3, says("good"), says("7 of 10"), says("fine"), says("0.25"),
                "200 <html>", says("1"));
        assertThat(result.items()).extracting(JudgeResult.Item::score)
                .containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.25), OptionalDouble.empty());
        assertThat(result.items().getFirst().replies()).containsExactly("good", "7 of 10");
        assertThat(result.items().get(2).failure()).contains("no chat completion");
    }

    @Test
    void anEndpointThatIsGoneIsNotAskedForEveryOutput() {
        var manyHung = Collections.nCopies(9, "500 ").toArray(String[]::new);
        var all = new ArrayList<>(List.of(says("1")));
        all.addAll(List.of(manyHung));
        JudgeResult result = judge(Optional.empty(), 20, all.toArray(String[]::new));
        assertThat(questions).hasSize(10);
        assertThat(result.items().getLast().failure()).contains("stopped to reply");
        assertThat(result.judged()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401,HEADLINE_BENCH_JUDGE_KEY", "404,name of the judge's model", "400,what the endpoint says"})
    void aRefusalEndsJudgingWithWhatToDo(int status, String remedy) {
        assertThatThrownBy(() -> judge(Optional.of("secret-key"), 3, status + " no")).isInstanceOfSatisfying(
                UserError.class, e -> {
                    assertThat(e).hasMessageContaining("status " + status);
                    assertThat(e.getMessage() + e.remedy()).contains(remedy).doesNotContain("secret-key");
                });
        assertThat(questions).hasSize(1);
    }

    @Test
    void nothingJudgedIsAFailureAndNoScoreOfZero() {
        assertThatThrownBy(() -> judge(Optional.empty(), 1, says("?"), says("?"))).isInstanceOf(UserError.class)
                .hasMessageContaining("None of the 1 outputs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', nullValues = "-", value = {"0.7; 0.7", "`1.0`; 1", ".5; 0.5",
        "**0.8**; 0.8", "`{\"score\": 0.4}`; 0.4", "The score is 0.9 since it agrees.; 0.9", "0.6/1; 0.6", "7; -",
        "-0.5; -", "1.5; -", "score 0.2, score: 0.3 or score: 0.4; -", "ten; -", "0.5 or 0.6; -"})
    void aScoreIsReadOnlyWhereThereIsExactlyOne(String reply, Double score) {
        assertThat(JudgeReply.score(reply))
                .isEqualTo(score == null ? OptionalDouble.empty() : OptionalDouble.of(score));
    }

    @Test
    void aPromptOfOnesOwnNeedsBothPlaces() throws IOException {
        Path file = Files.writeString(folder.resolve("own.txt"), "Compare {reference} with {answer}.");
        assertThat(JudgePrompt.read(file).filled("$1 {answer}", "b")).isEqualTo("Compare $1 {answer} with b.");
        assertThatThrownBy(() -> new JudgePrompt("own", "Rate {answer}")).isInstanceOf(UserError.class);
    }

    @ParameterizedTest
    @CsvSource({"http://example.org/v1,unencrypted", "ftp://example.org,no address", "localhost,no address",
        "https://user:pass@example.org/v1,no address"})
    void aKeyNeverTravelsInTheOpen(String address, String what) {
        assertThatThrownBy(() -> new ChatEndpoint(URI.create(address), "m", Optional.of("k"), Duration.ofSeconds(1), 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(what);
    }

    private JudgeResult judge(Optional<String> key, int samples, String... scripted) {
        answers.addAll(List.of(scripted));
        var endpoint = new ChatEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/"),
                "judge-1", key, Duration.ofMillis(200), 3);
        List<Sample> outputs = new ArrayList<>();
        for (int i = 1; i <= samples; i++) {
            String written = "written " + i + " {reference}";
            outputs.add(new Sample(i, i, 1, "", "article " + i, "reference " + i, written, written,
                    FinishReason.LENGTH, 3, 0, List.of(1), new SampleTimes(0, 1, 1, 0, 2, List.of(1.0)),
                    Rouge.plain().score("a", "b"), Optional.empty()));
        }
        return new Judge(endpoint, JudgePrompt.builtin(), pauses::add).judge(outputs, (_, _) -> {}, () -> false);
    }

    private static String says(String content) {
        return "200 " + JsonMapper.shared()
                .writeValueAsString(java.util.Map.of("choices",
                        List.of(java.util.Map.of("message", java.util.Map.of("content", content)))));
    }

    private void answer(HttpExchange exchange) throws IOException {
        questions.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        keys.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
        String scripted = answers.removeFirst();
        try (exchange) {
            if (scripted.equals(HUNG)) {
                over.await();
                return;
            }
            int status = Integer.parseInt(scripted.substring(0, 3));
            byte[] body = scripted.substring(4).getBytes(StandardCharsets.UTF_8);
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", scripted.substring(4));
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
