package org.headlinebench.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.metrics.statistics.Preference;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.editor.EditorModel.Side;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.StoredSamples;
import org.headlinebench.ui.history.StoringBenchmark;

/** Votes over a real run store. The test double's runs write the same but for every seventh row. */
class EditorModelTest {
    private static final int ROWS = 70;
    private static final int DIFFERENT = 10;

    @TempDir
    Path folder;
    private SqliteRunStore store;
    private RunModel first;
    private RunModel second;

    @BeforeEach
    void measure() {
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        var experiment = new ExperimentModel(new StoringBenchmark(new FakeBenchmark(Duration.ZERO), store), store,
                Runnable::run, Direct.background(), Clock.systemUTC());
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        first = experiment.runs().getFirst();
        second = experiment.runs().getLast();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void votesCountForTheRunThatWroteTheHeadlineWhicheverSideItStandsOn() {
        EditorModel model = model(1);
        model.begin(first, second);
        Set<Boolean> sides = new HashSet<>();
        for (int vote = 0; vote < DIFFERENT; vote++) {
            String left = model.ballot().get().orElseThrow().left();
            boolean secondIsLeft = store.samples(second.run().get().orElseThrow().id())
                    .stream()
                    .anyMatch(sample -> sample.headline().equals(left));
            sides.add(secondIsLeft);
            model.vote(secondIsLeft ? Side.LEFT : Side.RIGHT);
        }
        assertThat(sides).as("sides are shuffled").hasSize(2);
        var result = model.result().get().orElseThrow();
        assertThat(result.preference()).isEqualTo(new Preference(0, DIFFERENT, 0));
        assertThat(result.identical()).isEqualTo(ROWS - DIFFERENT);
        assertThat(result.secondMillis()).isLessThan(result.firstMillis());
    }

    @Test
    void theLastVoteCanBeTakenBackAndVotesOfEarlierSittingsStay() {
        EditorModel model = model(2);
        model.begin(first, second);
        model.vote(Side.NEITHER);
        model.vote(Side.NEITHER);
        model.back();
        assertThat(model.ballot().get().orElseThrow().place()).isEqualTo(2);
        model.finish();
        assertThat(model.result().get().orElseThrow().preference()).isEqualTo(new Preference(0, 0, 1));
        EditorModel later = model(3);
        later.begin(first, second);
        later.vote(Side.NEITHER);
        later.finish();
        assertThat(later.result().get().orElseThrow().preference().ties()).isEqualTo(2);
    }

    @Test
    void theOrderOfArticlesDependsOnTheSittingAlone() {
        assertThat(order(4)).isEqualTo(order(4)).isNotEqualTo(order(5)).hasSize(DIFFERENT).doesNotHaveDuplicates();
    }

    @Test
    void votesGoWithTheirRuns() {
        EditorModel model = model(6);
        model.begin(first, second);
        model.vote(Side.LEFT);
        var ids = List.of(first.run().get().orElseThrow().id(), second.run().get().orElseThrow().id());
        assertThat(store.votes().between(ids.getFirst(), ids.getLast())).hasSize(1);
        store.delete(ids.getFirst());
        assertThat(store.votes().between(ids.getFirst(), ids.getLast())).isEmpty();
        model.vote(Side.LEFT);
        assertThat(store.votes().between(ids.getFirst(), ids.getLast())).as("passed over").isEmpty();
    }

    private List<String> order(long seed) {
        EditorModel model = model(seed);
        model.begin(first, second);
        var descriptions = new java.util.ArrayList<String>();
        while (model.ballot().get().isPresent()) {
            descriptions.add(model.ballot().get().get().description());
            model.vote(Side.NEITHER);
        }
        return descriptions;
    }

    private EditorModel model(long seed) {
        return new EditorModel(store.votes(), new StoredSamples(store), Direct.background(), Clock.systemUTC(),
                new Random(seed));
    }
}
