package org.headlinebench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.MemoryRunStore;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.Difference;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.optimization.Stack;

/** A server on this machine that behaves, splits, waits, is busy, breaks off and talks rubbish. */
@Timeout(60)
class EndpointRunsTest {
    /** One answer of the script. */
    private interface Answering {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static final String SECRET = "planted-secret-4711";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":%d}}";

    private final Deque<Answering> script = new ArrayDeque<>();
    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final MemoryRunStore store = new MemoryRunStore();
    private Answering usual = stream(0, piece(" Good"), piece(" news"), end("length"), USAGE.formatted(2));
    private HttpServer server;
    private EndpointFile named;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        named = new EndpointFile(folder.resolve("endpoints.yaml"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", this::answer);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void timesOfTheStreamAreTheServersWaitsAndTokensAreItsUsage() {
        usual = stream(40, "{\"choices\":[{\"text\":\"\"}]}", piece("One"), piece(" two"), piece(" three"), end("stop"),
                USAGE.formatted(4));
        Run run = run(workload(2, StopRule.NONE), target(1));
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        for (Sample sample : store.samples(run.id())) {
            assertThat(sample.headline()).isEqualTo("One two three");
            assertThat(sample.promptTokens()).isEqualTo(7);
            assertThat(sample.tokenIds()).isEmpty();
            assertThat(sample.times().outputTokens()).isEqualTo(4);
            // Two waits before the first text; one between pieces; a late reader shortens the next wait, never the sum.
            assertThat(sample.times().ttftMillis()).isBetween(80.0, 180.0);
            assertThat(sample.times().endToEndMillis() - sample.times().ttftMillis()).isBetween(80.0, 250.0);
            assertThat(sample.finishReason()).isEqualTo(FinishReason.END_OF_SEQUENCE);
        }
        assertThat(run.memory()).isEmpty();
        assertThat(run.provenance()).containsEntry("endpoint.tokenCounts", "the server's usage")
                .containsEntry("endpoint.failed", "0");
        assertThat(bodies.getFirst().path("stream_options").path("include_usage").booleanValue()).isTrue();
        assertThat(bodies.getFirst().path("temperature").intValue()).isZero();
        assertThat(bodies.getFirst().path("max_tokens").intValue()).isEqualTo(25);
    }

    @Test
    void splitCharactersCommentsAndLineEndsOfAllKindsArriveWhole() {
        usual = exchange -> {
            byte[] bytes = (": keep-alive\r\n\r\ndata: " + piece(" Zürich – “déjà”") + "\r\n\r\nevent: x\nid: 1\ndata:"
                    + end("length") + "\n\ndata: " + USAGE.formatted(1) + "\r\rdata: [DONE]\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte b : bytes) {
                    out.write(b);
                    out.flush();
                }
            }
        };
        Run run = run(workload(1, StopRule.NONE), target(1));
        assertThat(store.samples(run.id())).extracting(Sample::continuation).containsExactly(" Zürich – “déjà”");
    }

    @Test
    void failuresAreCountedByTheirKindAndAreNoSamples() {
        script.add(usual);
        script.add(usual);
        for (int i = 0; i < 3; i++) {
            script.add(usual);
        }
        usual = stream(0, piece("half"), "{\"error\":{\"message\":\"out of memory\"}}");
        Run run = run(workload(8, StopRule.NONE), target(1));
        int warmUps = Integer.parseInt(run.provenance().get("endpoint.warmUpRequests"));
        assertThat(store.samples(run.id())).hasSize(5 - warmUps);
        assertThat(run.provenance()).containsEntry("endpoint.requests", "8")
                .containsEntry("endpoint.failed", String.valueOf(8 - (5 - warmUps)))
                .containsEntry("endpoint.broken_stream", String.valueOf(8 - (5 - warmUps)))
                .containsEntry("endpoint.retries", "0");
    }

    @Test
    void aBusyServerIsAskedAgainAndTheWaitIsToldApart() throws Exception {
        var asked = new AtomicInteger();
        Answering good = usual;
        usual = exchange -> {
            int number = asked.incrementAndGet();
            if (number == 6) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
            } else if (number == 7) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                good.to(exchange);
            }
        };
        // At most five requests warm up, so that both refusals meet measured ones.
        Run run = run(workload(8, StopRule.NONE), target(1));
        assertThat(store.samples(run.id())).hasSize(8);
        assertThat(run.provenance()).containsEntry("endpoint.rate_limited", "1")
                .containsEntry("endpoint.busy", "1")
                .containsEntry("endpoint.retries", "2")
                .containsEntry("endpoint.failed", "0");
        Sample late = store.samples(run.id())
                .stream()
                .max(java.util.Comparator.comparingDouble(sample -> sample.times().queueMillis().orElseThrow()))
                .orElseThrow();
        assertThat(late.times().queueMillis().getAsDouble()).isGreaterThan(1000);
        assertThat(late.times().endToEndMillis()).isLessThan(900);
    }

    @Test
    void aServerThatHangsTimesOutAndARunWithoutAnyAnswerFails() {
        usual = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(("data: " + piece("x") + "\n\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            Thread.sleep(1500);
            exchange.close();
        };
        Run run = run(workload(1, StopRule.NONE), target(1, OptionalDouble.empty(), 150, false));
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.provenance()).containsEntry("endpoint.timeout", "1");
        assertThat(run.failure().orElseThrow().message()).contains("150 ms");
    }

    @Test
    void rubbishAndRefusalsFailWithWhatTheServerSaysAndNeverWithTheKey() {
        usual = exchange -> {
            byte[] said = ("no such model; you sent " + SECRET + "\u001b[31m").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        };
        Run run = run(workload(1, StopRule.NONE), target(1));
        assertThat(keys).containsOnly("Bearer " + SECRET);
        assertThat(run.failure().orElseThrow().message()).contains("404").contains("no such model");
        assertThat(BenchmarkJson.write(run)).doesNotContain(SECRET).doesNotContain("[31m\"");
        usual = stream(0, "<html>");
        assertThat(run(workload(1, StopRule.NONE), target(1)).failure().orElseThrow().message()).contains("no JSON");
    }

    @Test
    void withoutUsageTokensAreCountedOnlyWhereThatWasSaid() {
        usual = stream(0, piece("a"), piece("b"), piece("c"), end("length"));
        Run refused = run(workload(1, StopRule.NONE), target(1));
        assertThat(refused.state()).isEqualTo(RunState.FAILED);
        assertThat(refused.failure().orElseThrow().message()).contains("--count-chunks");
        Run counted = run(workload(1, StopRule.NONE), target(1, OptionalDouble.empty(), 5000, true));
        assertThat(store.samples(counted.id()).getFirst().times().outputTokens()).isEqualTo(3);
        assertThat(counted.provenance().get("endpoint.tokenCounts")).contains("not tokens, in 1 of 1");
        assertThat(store.samples(counted.id()).getFirst().toldPromptTokens()).isEmpty();
    }

    @Test
    void aNamedEndpointsOwnKeyIsSentToItsAddressAloneAndOneThatIsNotSetIsSaid() {
        named.add(new NamedEndpoint("lab", target(1).base() + "/", "served", Optional.of("LAB_KEY")));
        run(workload(1, StopRule.NONE), target(1));
        assertThat(keys).containsOnly("Bearer lab-" + SECRET);
        named.remove("lab");
        named.add(new NamedEndpoint("lab", target(1).base(), "served", Optional.of("NOT_SET")));
        Run run = run(workload(1, StopRule.NONE), target(1));
        assertThat(run.failure().orElseThrow().message()).isEqualTo("The environment variable NOT_SET is not set.");
        assertThat(keys).containsOnly("Bearer lab-" + SECRET);
    }

    @Test
    void theClientCutsWhereTheStopRuleSaysAndWhatCameLaterIsNotInTheTimes() {
        usual = stream(10, piece("\n"), piece("A headline"), piece("\nBy"), piece(" nobody"), end("length"),
                USAGE.formatted(4));
        Run run = run(workload(1, StopRule.NEWLINE), target(1));
        Sample sample = store.samples(run.id()).getFirst();
        assertThat(sample.continuation()).isEqualTo("\nA headline");
        assertThat(sample.finishReason()).isEqualTo(FinishReason.STOP_SEQUENCE);
        assertThat(sample.times().outputTokens()).isEqualTo(3);
        assertThat(bodies.getFirst().has("stop")).isFalse();
        run(workload(1, StopRule.MARKER), target(1));
        assertThat(bodies.getLast().path("stop").path(0).stringValue()).isEqualTo(HeadlineExtraction.MARKER);
    }

    @Test
    void asManyRequestsAreUnderWayAsTheConcurrencySaysAndNeverMore() {
        usual = stream(15, piece("a"), end("length"), USAGE.formatted(1));
        Run run = run(workload(10, StopRule.NONE), target(4));
        assertThat(store.samples(run.id())).hasSize(10);
        assertThat(mostAtOnce.get()).isEqualTo(4);
    }

    @Test
    void arrivalsAreAPoissonProcessThatTheSeedRepeats() {
        var one = new Arrivals(5, 3);
        var same = new Arrivals(5, 3);
        double last = 0;
        double squares = 0;
        int count = 20_000;
        assertThat(one.nextMillis()).isZero();
        same.nextMillis();
        for (int i = 0; i < count; i++) {
            double due = one.nextMillis();
            assertThat(due).isEqualTo(same.nextMillis());
            squares += Math.pow(due - last, 2);
            last = due;
        }
        assertThat(last / count).isCloseTo(200, within(5.0));
        // Exponential gaps: the standard deviation is the mean.
        assertThat(Math.sqrt(squares / count - Math.pow(last / count, 2))).isCloseTo(200, within(8.0));
    }

    @Test
    void theKneeIsTheSmallestLoadWithNineTenthsOfTheBestThroughput() {
        var points = List.of(new Knee.Point(1, 10, 0), new Knee.Point(2, 19, 0), new Knee.Point(4, 31, 0),
                new Knee.Point(8, 33, 0));
        assertThat(Knee.of(points).orElseThrow().concurrency()).isEqualTo(4);
        assertThat(Knee.isOpen(points)).isFalse();
        assertThat(Knee.isOpen(points.subList(0, 3))).isTrue();
        assertThat(Knee.of(List.of(new Knee.Point(1, 10, 1)))).isEmpty();
    }

    @Test
    void aServerIsComparedInQualityAndWhatSetsItApartIsListed() {
        Workload workload = workload(3, StopRule.NONE);
        Run one = run(workload, target(1));
        Run two = run(workload, target(2));
        var compared = Comparisons.of(measured(one), List.of(measured(two))).compared().getFirst();
        assertThat(compared.differences()).extracting(Difference::what).containsExactly("load");
        assertThat(compared.exactness()).isEmpty();
        assertThat(RunSummary.of(two, store.samples(two.id()), store.samples(one.id())).exactness()).isEmpty();
        assertThat(BenchmarkJson.read(BenchmarkJson.write(two), Run.class)).isEqualTo(two);
    }

    @Test
    void addressesThatAreNoneOrCouldHoldASecretAreRefusedWithoutBeingRepeated() {
        for (String base : List.of("ftp://x/v1", "http://user:" + SECRET + "@x/v1", "https://x/v1?key=" + SECRET,
                "nonsense", "http://")) {
            assertThatThrownBy(() -> new ServerTarget(base, 1, OptionalDouble.empty(), 1, 1000, 1, false))
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining(SECRET);
        }
        var far = new ServerTarget("http://example.org/v1", 1, OptionalDouble.empty(), 1, 1000, 1, false);
        assertThat(run(workload(1, StopRule.NONE), far).failure().orElseThrow().message()).contains("unencrypted");
    }

    @Test
    void aCancelledRunKeepsItsSamples() {
        var cancellation = new Cancellation();
        usual = stream(10, piece("a"), end("length"), USAGE.formatted(1));
        Run run = run(workload(10, StopRule.NONE), target(1), cancellation, new RunListener() {
            @Override
            public void measured(RunId id, Sample sample) {
                cancellation.cancel();
            }
        });
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(store.samples(run.id())).hasSize(1);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(ServerClient.delay("3")).isEqualTo(Duration.ofSeconds(3));
        assertThat(ServerClient.delay("soon")).isZero();
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
        assertThat(ServerClient.delay(date)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    }

    private MeasuredRun measured(Run run) {
        return new MeasuredRun(run, store.samples(run.id()));
    }

    private Run run(Workload workload, ServerTarget target) {
        return run(workload, target, new Cancellation(), RunListener.NONE);
    }

    private Run run(Workload workload, ServerTarget target, Cancellation cancellation, RunListener listener) {
        var clock = Clock.systemUTC();
        Run queued = Run.queued(RunId.create(clock.instant()), "e", 1,
                new RunSetup("model", DeviceId.CPU, Stack.parse("", DeviceId.CPU.kind()), Optional.of(target)),
                workload.identity(), clock.instant());
        store.create(queued);
        return new EndpointRuns(store, keys(), Map.of(), clock).conduct(queued, workload, listener,
                cancellation);
    }

    private ServerTarget target(int concurrency) {
        return target(concurrency, OptionalDouble.empty(), 5000, false);
    }

    /** All that the environment holds is the key for endpoints, and one of its own where a test named it. */
    private EndpointKeys keys() {
        return new EndpointKeys(named, variable -> Optional.ofNullable(
                Map.of("HEADLINE_BENCH_ENDPOINT_KEY", SECRET, "LAB_KEY", "lab-" + SECRET).get(variable)),
                "HEADLINE_BENCH_ENDPOINT_KEY");
    }

    private ServerTarget target(int concurrency, OptionalDouble rate, long timeoutMillis, boolean countChunks) {
        return new ServerTarget("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/", concurrency, rate, 1,
                timeoutMillis, 3, countChunks);
    }

    private static Workload workload(int rows, StopRule stop) {
        return Workloads.of(SampleNews.load(), RowSelection.range(1, rows), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, stop, FitPolicy.REFUSE, 25, 1);
    }

    private static String piece(String text) {
        return "{\"choices\":[{\"text\":" + JsonMapper.shared().writeValueAsString(text) + "}]}";
    }

    private static String end(String reason) {
        return "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"" + reason + "\"}]}";
    }

    /** Waits before each event, so that the times are known. */
    private static Answering stream(long waitMillis, String... events) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (String event : events) {
                    Thread.sleep(waitMillis);
                    out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        bodies.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        Answering answering;
        synchronized (script) {
            answering = script.isEmpty() ? usual : script.removeFirst();
        }
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            answering.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
            exchange.close();
        }
    }
}
