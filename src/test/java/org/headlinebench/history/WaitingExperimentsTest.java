package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.WaitingExperiments.Waiting;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

class WaitingExperimentsTest {
    /** No process has this number: Linux ends far below. */
    private static final Owner GONE = new Owner(Integer.MAX_VALUE, 1);

    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeftIsTakenWholeInItsOrderAndOnce() {
        try (SqliteRunStore killed = SqliteRunStore.open(folder.resolve("runs.sqlite"), GONE)) {
            List.of("a", "b", "c", "d").forEach(id -> killed.waiting().add(experiment(id)));
            killed.waiting().begin("a");
            killed.waiting().remove("b");
            killed.waiting().reorder(List.of("a", "d", "c"));
        }
        try (SqliteRunStore next = SqliteRunStore.open(folder.resolve("runs.sqlite"));
                SqliteRunStore another = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            assertThat(next.waiting().takeLeftOver()).containsExactly(new Waiting(experiment("a"), true),
                    new Waiting(experiment("d"), false), new Waiting(experiment("c"), false));
            assertThat(another.waiting().takeLeftOver()).as("belong to a living process now").isEmpty();
        }
    }

    @Test
    void whatALivingProcessWaitsForIsLeftToIt() {
        try (SqliteRunStore living = SqliteRunStore.open(folder.resolve("runs.sqlite"));
                SqliteRunStore other = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            living.waiting().add(experiment("a"));
            assertThat(other.waiting().takeLeftOver()).isEmpty();
        }
    }

    private static Experiment experiment(String id) {
        return new Experiment(id, List.of(
                new RunSetup("small", DeviceId.CPU, Stack.parse("precision=bfloat16", DeviceKind.CPU))),
                Workloads.of(SampleNews.load(), RowSelection.range(1, 3), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
    }
}
