package org.headlinebench.ui.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Axis;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.history.StoringBenchmark;

class TrialModelTest {
    @TempDir
    Path folder;

    @Test
    void aTypedTextGetsAHeadlineFromUpToFourStacksKeptAsAdHocRuns() {
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            var setup = new SetupModel(FakeServices.models(), FakeServices.devices(), Direct.background());
            setup.load();
            for (String word : Axis.CACHE.choices()) {
                setup.stacks().check(Axis.CACHE, word, true);
            }
            setup.stacks().check(Axis.PRECISION, "bfloat16", true);
            var trial = new TrialModel(setup, new ExperimentModel(
                    new StoringBenchmark(new FakeBenchmark(Duration.ZERO), store), store, Runnable::run,
                    Direct.background(),
                    Clock.systemUTC()));
            assertThat(trial.ready().get()).as("without a text").isFalse();
            trial.text().set("  The harbour has reopened after nine days of storms that kept every ferry in.\n");
            assertThat(trial.ready().get()).isTrue();
            trial.write();
            assertThat(trial.problem().get()).isEmpty();
            assertThat(setup.stacks().stacks()).hasSizeGreaterThan(TrialModel.MOST_STACKS);
            assertThat(trial.experiment().runs()).hasSize(TrialModel.MOST_STACKS)
                    .allSatisfy(run -> assertThat(run.newest().get()).get()
                            .matches(sample -> sample.headline().startsWith("The harbour has")));
            assertThat(store.list()).extracting(Run::workload).allMatch(WorkloadIdentity::adHoc);
            assertThat(store.list()).extracting(run -> run.workload().checksum())
                    .as("comparable with one another")
                    .containsOnly(store.list().getFirst().workload().checksum());
        }
    }
}
