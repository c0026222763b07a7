package org.headlinebench.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.benchmark.MemoryRunStore;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;

class PlannerTest {
    private static final Stack BFLOAT16 = Stack.parse("precision=bfloat16", DeviceKind.CUDA);
    private final MemoryRunStore store = new MemoryRunStore();
    private final Planner planner = new Planner(store);

    @Test
    void seventyBillionWeightsFitEightSmallDevicesOnlyWhereAllOfThemHoldAPart() {
        List<PlannedTopology> plan = planner.plan("70b", model("llama-3.1-70b-shape"), BFLOAT16,
                DeviceTable.of("A100-40"), 8, 512);
        assertThat(plan).extracting(PlannedTopology::devices).containsExactly(1, 2, 2, 4, 4, 4, 8, 8, 8, 8);
        assertThat(plan.stream().filter(PlannedTopology::fits)).extracting(PlannedTopology::devices)
                .containsOnly(4, 8);
        assertThat(plan.getFirst().refusal().orElseThrow()).contains("does not fit");
        assertThat(plan.getFirst().millisPerToken()).isEmpty();
        assertThat(plan).allSatisfy(each -> assertThat(each.provenance()).isEqualTo(Provenance.ESTIMATED));
    }

    /** 32 layers: 6.98 billion weights of them, 0.525 of the head; 15.0 GB at 4250 GB/s, and 90 µs a layer. */
    @Test
    void aTokenTakesWhatReadingTheWeightsTakesAndTheSumsOfTheShards() {
        List<PlannedTopology> plan = planner.plan("8b", model("llama-3.1-8b-shape"), BFLOAT16, DeviceTable.of("h200"),
                2, 60);
        assertThat(millis(plan, 0)).isCloseTo(15.009e9 / 4.25e12 * 1e3 + 32 * 0.09, Offset.offset(0.01));
        assertThat(millis(plan, 1)).isCloseTo(15.009e9 / 2 / 4.25e12 * 1e3 + 32 * 0.09 + 65 * 0.02,
                Offset.offset(0.01));
        assertThat(millis(plan, 2)).isCloseTo(millis(plan, 0) + 0.02, Offset.offset(0.01));
        assertThat(plan.get(1).bytesPerDevice().orElseThrow()).isCloseTo(
                plan.getFirst().bytesPerDevice().orElseThrow() / 2, Offset.offset(1e6));
    }

    @Test
    void whatCannotBeSplitSoSaysWhy() {
        List<PlannedTopology> plan = planner.plan("student", model("headline-student"), BFLOAT16,
                DeviceTable.of("h200"), 4, 100);
        PlannedTopology four = plan.stream().filter(each -> each.stack().endsWith("tp(n=4)")).findFirst().orElseThrow();
        assertThat(four.refusal().orElseThrow()).contains("2 key and value heads");
        assertThat(four.fits()).isFalse();
    }

    @Test
    void aStoredRunOfTheSameModelStackAndDeviceIsSetBesideItsPrediction() {
        keep("a", "headline-student", "precision=bfloat16,topology=tp(2)", 20);
        keep("b", "headline-student", "precision=bfloat16,topology=tp(2),cache=static", 5);
        keep("c", "other", "precision=bfloat16,topology=tp(2)", 5);
        Device here = new Device(DeviceId.CPU, "Example", 2, 8L << 30, OptionalDouble.of(2e10));
        List<PlannedTopology> plan = planner.plan("headline-student", model("headline-student"), BFLOAT16,
                DeviceTable.cpu(here), 2, 100);
        assertThat(plan.getFirst().measured()).isEmpty();
        PlannedTopology split = plan.get(1);
        assertThat(split.measured()).contains(new PlannedTopology.MeasuredToken("a", 20, "simulated"));
        assertThat(split.error().orElseThrow())
                .isCloseTo(split.millisPerToken().orElseThrow() / 20 - 1, Offset.offset(1e-9));
        assertThat(planner.plan("headline-student", model("headline-student"), BFLOAT16, DeviceTable.of("h200"), 2, 100)
                .get(1)
                .measured()).as("another device").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h200", "H100", "a100-80", "a100-40", "b200", "l40s", "rtx4090"})
    void everyKnownDeviceHasItsNumbers(String word) {
        PlannedDevice device = DeviceTable.of(word);
        assertThat(device.memoryBytes()).isGreaterThan(20L << 30);
        assertThat(device.bandwidthBytesPerSecond()).isGreaterThan(5e11);
        assertThat(device.source()).isNotBlank();
    }

    @Test
    void anUnknownDeviceIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> DeviceTable.of("h20")).isInstanceOfSatisfying(UserError.class,
                refusal -> assertThat(refusal.remedy()).contains("h200"));
    }

    private static double millis(List<PlannedTopology> plan, int index) {
        return plan.get(index).millisPerToken().orElseThrow();
    }

    private static ModelConfiguration model(String id) {
        return CatalogLoader.bundled().require(id).sizingConfiguration();
    }

    private void keep(String id, String model, String stack, double millisPerToken) {
        var workload = new WorkloadIdentity("sample", "ab", "1-3", 3, 0, "reference", "first-line/1",
                "stop[]\" or eos/1", "cut-description", 25, 1, "cd");
        Instant at = Instant.parse("2026-11-22T19:45:12.5Z");
        Run run = Run.queued(new RunId(id), "e", 1,
                new RunSetup(model, DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)), workload, at)
                .started(at)
                .with(Map.of())
                .finished(at, 100);
        store.create(run);
        var times = new SampleTimes(0.5, 10, 10 + 2 * millisPerToken, 0.25, 10 + 2 * millisPerToken,
                List.of(10.0, 10 + millisPerToken, 10 + 2 * millisPerToken));
        store.append(run.id(), new Sample(1, 1, 1, "SCIENCE", "d", "a", "h", "h", FinishReason.LENGTH, 40, 0,
                List.of(1, 2, 3), times, Rouge.plain().score("a", "h"), Optional.empty()));
    }
}
