package org.headlinebench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

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
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;

class EndNoticeTest {
    private final List<String> told = new ArrayList<>();
    private boolean inFront;

    @Test
    void anExperimentThatEndsBehindAnotherWindowSaysWhatBecameOfItsRuns() {
        ExperimentModel experiment = Direct.experiment(new FakeBenchmark(Duration.ZERO, OptionalInt.of(1)));
        EndNotice.watch(experiment, () -> inFront, (title, words) -> told.add(title + ": " + words));
        start(experiment);
        assertThat(told).containsExactly("The experiment is over: 1 of 2 runs finished. Failed: 1.");
        inFront = true;
        start(experiment);
        assertThat(told).as("whoever looks sees it").hasSize(1);
    }

    @Test
    void whatCouldNotRunAtAllSaysWhy() {
        ExperimentModel experiment = Direct.experiment((_, _, _) -> {
            throw new UserError("There is no model 'smol'.", "Did you mean smollm2?");
        });
        EndNotice.watch(experiment, () -> inFront, (title, words) -> told.add(title + ": " + words));
        start(experiment);
        assertThat(told).containsExactly(
                "The experiment could not run: There is no model 'smol'. Did you mean smollm2?");
    }

    private static void start(ExperimentModel experiment) {
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, 4), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
    }
}
