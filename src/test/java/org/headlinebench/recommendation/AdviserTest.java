package org.headlinebench.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.optimization.Stack;

class AdviserTest {
    private static final Prices PRICES = new Prices(OptionalDouble.of(0.36), "EUR", OptionalDouble.of(50));
    private static final Evidence EVIDENCE = Evidence.of(List.of(
            run("base", 1, "cache=none", 1, 0), run("cached", 2, "cache=dynamic", 0.5, 0),
            run("int4", 3, "cache=none,quantize=int4", 0.3, 0.9), run("same", 4, "cache=none", 1, 0),
            new MeasuredRun(ComparedRuns.failed("dead", 5, "cache=static"), List.of())), PRICES);

    @Test
    void theBestRunWithinTheLimitsIsNamedWithItsReasonAndRunnerUp() {
        Advice advice = advise("atMost: {shownRouge1Loss: 0.01}", "endToEndP50Millis");
        assertThat(((Advice.Best) advice).best().run().id().value()).isEqualTo("cached");
        assertThat(AdviceWords.of(advice)).startsWith("float32, dynamic cache: median E2E latency ")
                .contains("the best of 3 runs within the limits (shown loss of ROUGE-1 0.000)")
                .contains("Runner-up: float32, no cache");
    }

    @Test
    void aQuickRunThatIsShownToLoseQualityWinsOnlyWhereThatIsAllowed() {
        assertThat(
                ((Advice.Best) advise("atMost: {shownRouge1Loss: 1}", "endToEndP50Millis")).best().run().id().value())
                .isEqualTo("int4");
    }

    @Test
    void whereNothingSatisfiesTheNearestMissIsNamed() {
        Advice none = advise("atMost: {endToEndP50Millis: 100}", "endToEndP50Millis");
        assertThat(AdviceWords.of(none))
                .startsWith("No measured stack satisfies this. Nearest: float32, int4 group 32, no"
                        + " cache, which misses median E2E latency at most 100 ms with 1");
        Advice gpus = advise("atLeast: {cudaDevices: 2}", "outputTokensPerSecond");
        assertThat(AdviceWords.of(gpus)).contains("misses CUDA GPUs at least 2 with 0");
    }

    @Test
    void costsFollowFromWallTimeAndPriceWithTheirInterval() {
        Candidate baseline = EVIDENCE.baselineCandidate();
        // 20 s for 50 headlines are 0.4 s each; 0.36 per hour are 0.0001 per second.
        assertThat(baseline.costPerThousand().orElseThrow().value()).isCloseTo(0.04, within(1e-12));
        assertThat(baseline.joulesPerHeadline().orElseThrow().value()).isCloseTo(20, within(1e-9));
        Scaled.Bounds bounds = baseline.costPerThousand().orElseThrow().interval().orElseThrow();
        assertThat(bounds.low()).isBetween(0.03, 0.04);
        assertThat(bounds.high()).isBetween(0.04, 0.05);
    }

    @Test
    void withoutAPriceACostScenarioSaysWhatIsMissing() {
        Evidence unpriced = Evidence.of(List.of(run("base", 1, "cache=none", 1, 0)), Prices.NONE);
        Advice advice = Adviser.advise(scenarios("atMost: {costPer1000: 1}", "costPer1000"), unpriced.candidates())
                .getFirst();
        assertThat(AdviceWords.of(advice)).contains("costs need a price per device hour");
    }

    @Test
    void theParetoFrontLeavesOutWhatAnotherRunBeats() {
        assertThat(Adviser.paretoFront(EVIDENCE.candidates()).stream().map(each -> each.run().id().value()))
                .contains("cached", "int4")
                .doesNotContain("base");
    }

    @Test
    void prioritiesSetMeasuredGainAgainstDeclaredEffort() {
        List<Priority> priorities = EVIDENCE.priorities();
        assertThat(priorities.stream().map(each -> each.candidate().run().id().value()))
                .as("a repeated baseline is no technique")
                .containsExactly("cached", "int4");
        assertThat(priorities.get(0).phase()).isEqualTo(Priority.Phase.NOW);
        assertThat(priorities.get(1).losesQuality()).isTrue();
        assertThat(priorities.get(1).phase()).isEqualTo(Priority.Phase.NEXT);
    }

    @Test
    void aTechniqueIsNotCreditedWithTheGainOfAnother() {
        Evidence evidence = Evidence.of(List.of(run("base", 1, "cache=none", 1, 0),
                run("cached", 2, "cache=dynamic", 0.5, 0),
                run("lookup", 3, "cache=dynamic,decoding=prompt-lookup", 0.55, 0)), Prices.NONE);
        Priority lookup = evidence.priorities()
                .stream()
                .filter(each -> each.candidate().run().id().value().equals("lookup"))
                .findFirst()
                .orElseThrow();
        assertThat(lookup.step().baseline().id().value()).isEqualTo("cached");
        assertThat(lookup.overallRatio()).isLessThan(0.6);
        assertThat(lookup.latencyRatio()).isGreaterThan(1.05);
        assertThat(lookup.phase()).isEqualTo(Priority.Phase.NOT);
    }

    @Test
    void aScoreHasTheUsersWeightsAndItsFormula() {
        Weights weights = Weights.parse("latency=2, quality=1");
        Candidate baseline = EVIDENCE.baselineCandidate();
        assertThat(weights.score(baseline, baseline)).hasValue(0);
        assertThat(weights.score(EVIDENCE.candidates().get(1), baseline).getAsDouble())
                .isCloseTo(2 * Math.log(2) / 3, within(0.02));
        assertThat(weights.formula()).contains("(2·ln(L0/L) + 0·ln(M0/M) + 1·(Q/Q0 − 1)) / 3");
        assertThatThrownBy(() -> Weights.parse("speed=1")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Weights.parse("latency=0")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Weights.parse("latency=1,latency=2")).hasMessageContaining("given twice");
    }

    @Test
    void theBundledScenariosAreTheReferencesFive() {
        assertThat(ScenarioFile.bundled().stream().map(Scenario::id)).containsExactly("edge", "single-gpu", "multi-gpu",
                "low-latency", "cost");
    }

    @Test
    void badScenarioFilesAreRefusedWithTheNearestName() {
        refused("version: 2\nscenarios: []", "version 2", "version: 1");
        refused("scenarios", "no list", "docs/report.md");
        refused("version: 1\nscenarios: []", "lists no scenario", "Add one");
        refused("version: 1\nscenarios: [{id: \"a\\u202E\", optimize: devices}]", "not seen", "control characters");
        refused("version: 1\nscenarios: [{id: a, atMost: {devices: 1e300}, optimize: devices}]", "'devices'", "1e12");
        refused("version: 1\nscenarios: [{id: a, optimize: peakMemoryMB}]", "unknown quantity 'peakMemoryMB'",
                "peakMemoryMiB");
        refused("version: 1\nscenarios: [{id: a, atmost: {}, optimize: devices}]", "unknown key 'atmost'", "atMost");
        refused("version: 1\nscenarios: [{id: a, atMost: {devices: .nan}, optimize: devices}]", "is NaN", "number");
        refused("version: 1\nscenarios: [{id: a}]", "no 'optimize'", "optimize");
        refused("version: 1\nscenarios:\n  - {id: a, optimize: devices}\n  - id: b\n    optimize: device",
                "From line 4",
                "devices");
        refused("version: [", "no YAML", "form");
        refused("version: 1\nscenarios: [{id: a}\nother: 1", "no YAML in line 3", "form");
        refused("!!java.io.File {}", "no YAML", "form");
    }

    @Test
    void everyDeviceOfATopologyIsPaidForButShardsThatTakeTurnsAreOne() {
        Candidate baseline = EVIDENCE.baselineCandidate();
        Candidate four = on("cuda:0", "topology=tp(4)");
        assertThat(four.devices()).isEqualTo(4);
        assertThat(Quantity.CUDA_DEVICES.of(four)).hasValue(4);
        assertThat(four.costPerThousand().orElseThrow().value())
                .isCloseTo(4 * baseline.costPerThousand().orElseThrow().value(), within(1e-9));
        assertThat(four.joulesPerHeadline().orElseThrow().value())
                .isCloseTo(4 * baseline.joulesPerHeadline().orElseThrow().value(), within(1e-9));
        Candidate turns = on("cpu", "topology=tp(4)");
        assertThat(turns.devices()).isEqualTo(1);
        assertThat(turns.name()).contains("(simulated)");
        // A counter has all devices in it already.
        Run counted = four.run().with(Optional.empty(), Optional.of(new EnergyUse(2500, "NVML")));
        var measured = new Candidate(counted, four.summary(), Optional.empty(), four.endToEnd(), PRICES);
        assertThat(measured.joulesPerHeadline().orElseThrow().value()).isCloseTo(50, within(1e-9));
        assertThat(measured.energyTag()).isEqualTo(Provenance.MEASURED);
        assertThat(four.energyTag()).isEqualTo(Provenance.ESTIMATED);
    }

    private static Candidate on(String device, String stack) {
        Candidate like = EVIDENCE.baselineCandidate();
        DeviceId id = DeviceId.parse(device);
        var setup = new RunSetup("smollm2-135m", id, Stack.parse(stack, id.kind()));
        Run run = like.run();
        return new Candidate(
                new Run(run.id(), run.experiment(), run.ordinal(), setup, run.workload(), run.state(), run.createdAt(),
                        run.startedAt(), run.endedAt(), run.wallMillis(), run.load(), run.memory(), run.failure(),
                        run.provenance(), run.parallel(), run.energy()),
                like.summary(), Optional.empty(), like.endToEnd(), PRICES);
    }

    private static void refused(String yaml, String message, String remedy) {
        assertThatThrownBy(() -> ScenarioFile.parse(yaml, "my.yaml")).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.getMessage()).contains(message).contains("my.yaml");
            assertThat(e.remedy()).contains(remedy);
        });
    }

    private static Advice advise(String limits, String goal) {
        return Adviser.advise(scenarios(limits, goal), EVIDENCE.candidates()).getFirst();
    }

    private static List<Scenario> scenarios(String limits, String goal) {
        return ScenarioFile.parse(
                "version: 1\nscenarios:\n  - id: x\n    " + limits + "\n    optimize: " + goal + "\n", "test");
    }

    private static MeasuredRun run(String id, int ordinal, String stack, double speed, double changed) {
        return new MeasuredRun(ComparedRuns.finished(id, ordinal, stack),
                ComparedRuns.samples(50, speed, changed, ordinal));
    }
}
