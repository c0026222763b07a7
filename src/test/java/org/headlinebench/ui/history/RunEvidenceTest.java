package org.headlinebench.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

class RunEvidenceTest {
    private static final RunSetup SETUP = setup("cache=dynamic");

    @Test
    void whatNamesARunBelongsToItAndWhatNamesNoneToItsConfiguration() {
        var profiles = List.of(profile("its-own", SETUP, Optional.of(new RunId("one"))),
                profile("anothers", SETUP, Optional.of(new RunId("two"))),
                profile("configurations", SETUP, Optional.empty()),
                profile("other-configurations", setup("cache=none"), Optional.empty()));
        Run run = Run.queued(new RunId("one"), "experiment", 1, SETUP,
                Workloads.adHoc("Text.", "", PromptTemplate.REFERENCE, StopRule.NEWLINE, 5).identity(), Instant.EPOCH);
        var found = new RunEvidence(List::of, () -> profiles).of(run);
        assertThat(found.profiles()).extracting(TimeProfile::id).containsExactly("its-own", "configurations");
        assertThat(found.evaluations()).isEmpty();
    }

    private static RunSetup setup(String stack) {
        return new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU));
    }

    private static TimeProfile profile(String id, RunSetup setup, Optional<RunId> run) {
        var step = new StepTimes(4, 1, 100, 10, 9, Map.of("attention", 4.0, "mlp", 6.0));
        return new TimeProfile(id, Instant.EPOCH, "measured", setup, run, 60, Map.of(), step, step);
    }
}
