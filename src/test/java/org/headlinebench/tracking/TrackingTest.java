package org.headlinebench.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.EvaluationFiles;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.Sent.Outcome;

/** Runs sent to a server on this machine that keeps MLflow's limits. */
@Timeout(60)
class TrackingTest {
    private static final String SECRET = "planted-token-4711";

    @TempDir
    private Path folder;
    private final List<Sent> sent = new ArrayList<>();
    private SqliteRunStore store;
    private FakeMlflow mlflow;

    @BeforeEach
    void start() throws IOException {
        mlflow = new FakeMlflow();
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
    }

    @AfterEach
    void stop() {
        mlflow.close();
        store.close();
    }

    @Test
    void aRunArrivesWithWhatTheExportSaysOfIt() {
        mlflow.keepsFiles = true;
        Run base = stored("base", 1, "cache=none", 50);
        Run run = stored("fast", 2, "cache=dynamic,quantize=int8", 50);
        send(base, run);
        assertThat(sent).extracting(Sent::outcome).containsExactly(Outcome.CREATED, Outcome.CREATED);
        assertThat(mlflow.experiments).containsExactly("headline-bench");
        FakeMlflow.Stored there = mlflow.runs.get("there2");
        assertThat(sent.get(1).page()).hasToString(mlflow.address() + "/#/experiments/1/runs/there2");

        JsonNode exported = JsonMapper.shared().readTree(there.files.get("run.json")).path("runs").path(0);
        JsonNode summary = exported.path("summary");
        assertThat(there.latest("latency.endToEndMillis.p50"))
                .isEqualTo(summary.path("latency").path("endToEndMillis").path("p50").doubleValue());
        JsonNode interval = summary.path("quality").path("rouge1").path("f1").path("interval");
        assertThat(there.latest("quality.rouge1.f1.interval.low")).isEqualTo(interval.path("low").doubleValue());
        assertThat(there.latest("quality.rouge1.f1.interval.high")).isEqualTo(interval.path("high").doubleValue());
        assertThat(there.latest("memory.modelBytes")).isEqualTo(269_030_016.0);
        assertThat(there.metrics).doesNotContainKey("quality.rouge1.f1.interval.resamples");

        assertThat(there.params).containsEntry("model", "smollm2-135m")
                .containsEntry("stack.quantize", run.setup().stack().quantize().choice().text())
                .containsEntry("stack.cache", "dynamic")
                .containsEntry("workload.rows", "50")
                .containsEntry("workload.maxNewTokens", "25");
        assertThat(there.tags).containsEntry("headline-bench.run", "fast")
                .containsEntry("provenanceTag", "measured")
                .containsEntry("provenance.host.cpu", "Example CPU")
                .containsEntry("exactness.baseline", "base");
        assertThat(there.status).isEqualTo("FINISHED");
        assertThat(there.endTime).isEqualTo(run.endedAt().orElseThrow().toEpochMilli());

        List<Double> latencies = store.samples(run.id())
                .stream()
                .map(sample -> sample.times().endToEndMillis())
                .toList();
        assertThat(there.metrics.get("sample.endToEndMillis")).extracting(FakeMlflow.Point::value)
                .containsExactlyElementsOf(latencies);
        assertThat(there.metrics.get("sample.endToEndMillis")).extracting(FakeMlflow.Point::step)
                .startsWith(1L, 2L, 3L);
        assertThat(there.metrics.get("memory.residentBytes")).containsExactly(
                new FakeMlflow.Point(1e8, run.startedAt().orElseThrow().toEpochMilli() + 250, 0));

        assertThat(new String(there.files.get("samples.csv"), StandardCharsets.UTF_8)).contains("endToEndMillis");
        assertThat(there.files.keySet()).anyMatch(name -> name.matches("charts/1-.*\\.svg"))
                .anyMatch(name -> name.matches("charts/1-.*\\.png"));
        assertThat(sent.get(1).files()).isEqualTo(there.files.size());
    }

    @Test
    void whatIsThereAlreadyIsNotSentAgain() {
        Run run = stored("base", 1, "cache=none", 3);
        send(run);
        int calls = mlflow.calls.size();
        send(run);
        assertThat(sent.getLast().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(mlflow.calls.subList(calls, mlflow.calls.size())).noneMatch(call -> call.contains("log-batch")
                || call.contains("create") || call.contains("artifacts"));
        mlflow.only();
    }

    @Test
    void moreValuesThanACallTakesArriveInSeveral() {
        Run run = stored("long", 1, "cache=none", 400);
        send(run);
        assertThat(mlflow.only().metrics.get("sample.ttftMillis")).hasSize(400);
        assertThat(mlflow.only().metrics.values().stream().mapToInt(Set::size).sum())
                .isEqualTo(sent.getFirst().metrics());
    }

    @Test
    void whatBrokeOffIsCompletedWithoutASecondRunOrASecondPoint() {
        mlflow.keepsFiles = true;
        Run run = stored("base", 1, "cache=none", 20);
        for (int i = 0; i < 4; i++) {
            mlflow.failures.add(new FakeMlflow.Failure("samples.csv", 503, "", false));
        }
        assertThatThrownBy(() -> send(run)).isInstanceOf(TrackingError.class).hasMessageContaining("status 503");
        assertThat(mlflow.only().tags).doesNotContainKey("headline-bench.digest");
        send(run);
        assertThat(sent.getLast().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(mlflow.only().metrics.get("sample.endToEndMillis")).hasSize(20);
        assertThat(mlflow.only().metrics.get("latency.endToEndMillis.mean")).hasSize(1);
        assertThat(mlflow.only().tags).containsKey("headline-bench.digest");
    }

    @Test
    void aConnectionThatBreaksAfterTheRunWasMadeLeavesOneRun() {
        mlflow.failures.add(new FakeMlflow.Failure("runs/create", 0, "", true));
        send(stored("base", 1, "cache=none", 3));
        assertThat(mlflow.calls.stream().filter(call -> call.endsWith("runs/create"))).hasSize(1);
        assertThat(mlflow.only().status).isEqualTo("FINISHED");
    }

    @Test
    void aFigureThatChangedIsShownWithItsNewValue() {
        Run run = stored("base", 1, "cache=none", 10);
        send(run);
        double before = mlflow.only().latest("wallMillis");
        // Less than before: MLflow shows the greater one of two values of the same time.
        store.update(run.finished(run.endedAt().orElseThrow(), before / 2));
        send(store.find(run.id()).orElseThrow());
        assertThat(sent.getLast().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(mlflow.only().latest("wallMillis")).isEqualTo(before / 2);
        assertThat(mlflow.only().metrics.get("sample.endToEndMillis")).hasSize(10);
    }

    @Test
    void aBusyServerIsAskedAgainAndNotForever() {
        Run run = stored("base", 1, "cache=none", 3);
        mlflow.failures.add(new FakeMlflow.Failure("log-batch", 500, "oops", false));
        mlflow.failures.add(new FakeMlflow.Failure("log-batch", 429, "{\"message\": \"slow down\"}", false));
        send(run);
        assertThat(mlflow.only().status).isEqualTo("FINISHED");
        for (int i = 0; i < 20; i++) {
            mlflow.failures.add(new FakeMlflow.Failure("get-by-name", 503, "", false));
        }
        assertThatThrownBy(() -> send(run)).isInstanceOf(TrackingError.class);
        assertThat(mlflow.failures).hasSize(16);
    }

    @Test
    void whatAServerRefusesIsToldInItsWordsAndNeverTheToken() {
        Run run = stored("base", 1, "cache=none", 3);
        mlflow.failures.add(new FakeMlflow.Failure("get-by-name", 401, "bad token " + SECRET, false));
        assertThat(refusal(run)).hasMessageContaining("does not accept the token").hasMessageNotContaining(SECRET);
        mlflow.failures.add(new FakeMlflow.Failure("runs/create", 400,
                "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"quota of " + SECRET + " used up\"}",
                false));
        assertThat(refusal(run)).hasMessageContaining("quota of (token) used up").hasMessageNotContaining(SECRET);
        assertThat(mlflow.authorizations).containsExactly("Bearer " + SECRET);
        assertThat(mlflow.bodies).noneMatch(body -> body.contains(SECRET));
        mlflow.experimentDeleted = true;
        assertThat(refusal(run)).hasMessageContaining("was deleted on the server");
        mlflow.failures.add(new FakeMlflow.Failure("get-by-name", 200, "<html>Welcome</html>", false));
        assertThat(refusal(run)).hasMessageContaining("no MLflow server");
        mlflow.failures.add(new FakeMlflow.Failure("get-by-name", 302, "", false));
        assertThat(refusal(run)).hasMessageContaining("sends on to another address");
        mlflow.close();
        assertThat(refusal(run)).hasMessageContaining("cannot be reached");
    }

    @Test
    void filesInAStoreThatOnlyMlflowsOwnClientReachesAreLeftOutAndThatIsSaid() {
        send(stored("base", 1, "cache=none", 3));
        assertThat(sent.getFirst().files()).isZero();
        assertThat(sent.getFirst().filesLeftOut()).isPresent();
        assertThat(mlflow.only().metrics).containsKey("latency.ttftMillis.mean");
    }

    @Test
    void aFailedRunArrivesAsFailedWithItsReasonAndOneThatIsNotOverIsRefused() {
        mlflow.keepsFiles = true;
        Run failed = ComparedRuns.failed("dead", 1, "cache=static");
        store.create(failed);
        send(failed);
        assertThat(mlflow.only().status).isEqualTo("FAILED");
        assertThat(mlflow.only().tags).containsEntry("failure.message", "The worker died.");
        assertThat(mlflow.only().files).containsOnlyKeys("run.json", "samples.csv");
        Run waiting = ComparedRuns.queued("waits", 2, "cache=none", ComparedRuns.WORKLOAD);
        assertThatThrownBy(() -> send(waiting)).isInstanceOf(UserError.class).hasMessageContaining("not over yet");
    }

    @Test
    void addressesThatAreNoneOrWouldTellATokenAreRefused() {
        Tracking tracking = tracking();
        for (String address : List.of("", "sqlite:///mlflow.db", "databricks", "http://user:pass@host",
                "http://host?x=1",
                "http://[")) {
            assertThatThrownBy(() -> tracking.server(Optional.of(address), "x")).as(address)
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("pass");
        }
        assertThatThrownBy(() -> tracking.server(Optional.of("http://example.org:5000"), "x"))
                .hasMessageContaining("unencrypted");
        assertThatThrownBy(() -> tracking.server(Optional.of("https://example.org"), " "))
                .isInstanceOf(UserError.class);
        assertThat(tracking.server(Optional.of("https://example.org/mlflow/"), "x").toString())
                .isEqualTo("https://example.org/mlflow, experiment x")
                .doesNotContain(SECRET);
        assertThatThrownBy(() -> TrackingServer.at("https://example.org", "x", Optional.of("two\nlines")))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining("lines\n");
    }

    private TrackingError refusal(Run run) {
        return catchThrowableOfType(TrackingError.class, () -> send(run));
    }

    private void send(Run... runs) {
        Tracking tracking = tracking();
        tracking.send(List.of(runs), tracking.server(Optional.of(mlflow.address()), TrackingServer.DEFAULT_EXPERIMENT),
                sent::add);
    }

    private Tracking tracking() {
        return new Tracking(store,
                new Reporting(store, store.votes(), store.pins(), new EvaluationFiles(folder.resolve("evaluations"))),
                "0.1.0",
                Optional.empty(), Optional.of(SECRET), Duration.ofMillis(1), Clock.systemUTC());
    }

    private Run stored(String id, int ordinal, String stack, int samples) {
        Run run = ComparedRuns.finished(id, ordinal, stack);
        store.create(run, ComparedRuns.samples(samples, 1.0 / ordinal, 0.1, ordinal),
                List.of(new MemoryReading(250, 100_000_000)), List.of());
        return run;
    }
}
