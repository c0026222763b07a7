package org.headlinebench.ui.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.history.StoringBenchmark;

class LoadedArticlesTest {
    private static final int ROWS = 1_500;
    private static final int A_PAGE = 32;

    @TempDir
    Path folder;
    private final List<WeakReference<Sample>> told = new ArrayList<>();
    private SqliteRunStore store;
    private ExperimentModel experiment;
    private SideBySideModel model;

    @BeforeEach
    void measure() throws Exception {
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        var benchmark = new FakeBenchmark(Duration.ZERO);
        experiment = new ExperimentModel(new StoringBenchmark(watched(benchmark), store), store, Runnable::run,
                Direct.background(), Clock.systemUTC());
        model = new SideBySideModel(experiment);
        Path news = Files.writeString(folder.resolve("news.jsonl"), IntStream.rangeClosed(1, ROWS).mapToObj(row -> """
                {"headline": "Town %d Opens A Library", "category": "TEST", "short_description": \
                "The town number %d has opened a library with %d books after years of waiting for it."}
                """.formatted(row, row, row * 7)).collect(Collectors.joining()));
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(), () -> workload(news));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void ofThousandsOfSamplesTheWindowKeepsOnlyThoseThatAreLookedAt() {
        assertThat(told).hasSize(2 * ROWS);
        assertThat(alive()).as("samples in memory after the runs").isLessThan(A_PAGE);
        assertThat(model.rows().getFirst().sample(2).get()).isPresent();
        assertThat(model.loaded()).as("what is read for one article").isEqualTo(A_PAGE);
        for (ArticleRow row : model.shown()) {
            assertThat(row.sample(2).get().orElseThrow().row()).isEqualTo(row.article().rowNumber());
        }
        assertThat(model.loaded()).as("after all were looked at").isLessThanOrEqualTo(LoadedArticles.KEPT);
        assertThat(model.rows().getFirst().sample(1).get()).as("forgotten and looked at again").isPresent();
    }

    @Test
    void whatIsFilteredIsReadAsItIsLookedAtAndWordsAreFoundInTheStore() {
        model.filter(new ArticleFilter("books 1400", "", ArticleFilter.Kind.DIFFERENT));
        assertThat(model.shown()).extracting(row -> row.article().rowNumber()).containsExactly(1_400);
        assertThat(model.shown().getFirst().sample(2).get()).isPresent();
        assertThat(model.loaded()).isEqualTo(1);
        model.filter(new ArticleFilter("rathole", "", ArticleFilter.Kind.ALL));
        assertThat(model.shown()).isEmpty();
    }

    /** A store that fails is said in words, and what is looked at later is read again. */
    @Test
    void aStoreThatCannotBeReadIsSaidInWords() {
        store.close();
        model.rows().getFirst().sample(1);
        assertThat(model.problem().get()).isPresent();
    }

    private long alive() {
        long before = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            before = told.stream().filter(sample -> sample.get() != null).count();
            if (before < A_PAGE) {
                break;
            }
        }
        return before;
    }

    private Benchmark watched(Benchmark benchmark) {
        return (wanted, listener, cancellation) -> benchmark.run(wanted, new RunListener() {
            @Override
            public void changed(Run run) {
                listener.changed(run);
            }

            @Override
            public void measured(RunId run, Sample sample) {
                told.add(new WeakReference<>(sample));
                listener.measured(run, sample);
            }

            @Override
            public void read(RunId run, MemoryReading reading) {
                listener.read(run, reading);
            }
        }, cancellation);
    }

    private static Workload workload(Path news) {
        return Workloads.of(new DatasetReader(ReadOptions.DEFAULT).read(news), RowSelection.range(1, ROWS),
                PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1);
    }
}
