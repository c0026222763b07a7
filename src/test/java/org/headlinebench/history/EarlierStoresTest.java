package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.WaitingExperiments.Waiting;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.benchmark.result.Vote;

/**
 * Stores that earlier versions of this program wrote, beside what those versions exported of them
 * ({@code src/test/fixtures/old_stores.sh}). A new schema needs a kept store of the one before.
 */
class EarlierStoresTest {
    private static final int USER_VERSION_OFFSET = 60;

    @TempDir
    private Path folder;

    private static IntStream earlier() {
        return IntStream.range(1, StoreSchema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlier")
    void aStoreOfEveryEarlierSchemaOpensWithAllThatItHolds(int schema) throws IOException {
        Path file = folder.resolve("runs.sqlite");
        Files.write(file, kept("store-" + schema + ".sqlite.gz"));
        assertThat(schema(file)).isEqualTo(schema);
        JsonNode then = JsonMapper.shared().readTree(kept("store-" + schema + ".json.gz")).path("runs");
        assertThat(then).hasSize(2);
        try (SqliteRunStore other = SqliteRunStore.open(folder.resolve("other.sqlite"))) {
            assertThat(new RunTransfer(other).importFile(file).imported()).as("imported").hasSize(2);
        }
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            assertHolds(store, then);
            assertExtras(store, schema);
            // What it was migrated to can be written to.
            Run run = TestRuns.finished(TestRuns.queued("new-1", "new", 1, "cache=none"));
            store.create(run);
            store.append(run.id(), TestRuns.sample(1, "d", "a", "h", 1, 1000));
        }
        assertThat(schema(file)).isEqualTo(StoreSchema.VERSION);
        try (SqliteRunStore store = SqliteRunStore.open(file)) {
            assertThat(store.list()).hasSize(3).extracting(run -> run.id().value()).contains("new-1");
            assertThat(store.samples(new RunId("new-1"))).hasSize(1);
        }
    }

    /** Whatever the export of then says, the one of now says too; it may say more. Figures may be computed differently. */
    private void assertHolds(SqliteRunStore store, JsonNode then) throws IOException {
        Path export = folder.resolve("runs.json");
        new RunExport(store, "now", Clock.systemUTC()).writeJson(store.list().stream().map(Run::id).toList(), export);
        JsonNode now = JsonMapper.shared().readTree(Files.readAllBytes(export)).path("runs");
        var lost = new ArrayList<String>();
        differences("runs", then, now, lost);
        assertThat(lost).isEmpty();
        assertThat(now.path(0).path("samples")).hasSize(2);
    }

    private static void differences(String at, JsonNode then, JsonNode now, List<String> lost) {
        if (at.endsWith(".summary")) {
            return;
        }
        if (then.isObject()) {
            then.properties()
                    .forEach(field -> differences(at + "." + field.getKey(), field.getValue(),
                            now.path(field.getKey()), lost));
        } else if (then.isArray() && then.size() == now.size()) {
            for (int i = 0; i < then.size(); i++) {
                differences(at + "[" + i + "]", then.get(i), now.get(i), lost);
            }
        } else if (!then.equals(now)) {
            lost.add(at + ": " + then + ", now " + now);
        }
    }

    private static void assertExtras(SqliteRunStore store, int schema) {
        Run cached = store.list().getFirst();
        Run base = store.list().get(1);
        List<Waiting> waiting = store.waiting().takeLeftOver();
        List<RunLabel> labels = store.archive().entries().stream().map(entry -> entry.label()).toList();
        if (schema == 1) {
            assertThat(labels).containsOnly(RunLabel.NONE);
            assertThat(store.votes().all()).isEmpty();
            assertThat(waiting).isEmpty();
        } else {
            assertThat(labels).containsExactly(RunLabel.NONE,
                    new RunLabel("Baseline", List.of("kept", "old"), "A note."));
            assertThat(store.votes().all()).singleElement().satisfies(vote -> {
                assertThat(vote.first()).isEqualTo(base.id());
                assertThat(vote.second()).isEqualTo(cached.id());
                assertThat(vote.choice()).isEqualTo(Vote.Choice.SECOND);
            });
            assertThat(waiting).singleElement().satisfies(left -> {
                assertThat(left.experiment().id()).isEqualTo("waits");
                assertThat(left.experiment().workload().rows()).hasSize(2);
                assertThat(left.experiment().setups().getFirst().stack().text()).contains("cache=static");
            });
        }
        assertThat(store.pins().all()).extracting(PinnedChart::id).isEqualTo(schema < 3 ? List.of() : List.of("p-1"));
    }

    private static byte[] kept(String name) throws IOException {
        try (InputStream in = EarlierStoresTest.class.getResourceAsStream("/history/" + name)) {
            assertThat(in).as("%s, made by src/test/fixtures/old_stores.sh before the schema changes", name)
                    .isNotNull();
            return new GZIPInputStream(in).readAllBytes();
        }
    }

    private static int schema(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getInt(USER_VERSION_OFFSET);
    }
}
