package org.headlinebench.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Axis;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeServices;

class SetupModelTest {
    private final SetupModel setup = new SetupModel(FakeServices.models(), FakeServices.devices(),
            Direct.background());

    @Test
    void onceLoadedTheFirstModelOnSampleNewsCanRun() {
        assertThat(setup.complete().get()).isFalse();
        setup.load();
        assertThat(setup.complete().get()).isTrue();
        assertThat(setup.setups()).extracting(run -> run.model()).containsExactly("small");
        assertThat(setup.devices().get()).hasSize(1);
    }

    @Test
    void varyingAnAxisChecksTheWordsThatRunAndLeavesOutThoseThatAreRefused() {
        setup.load();
        setup.models().choose(FakeServices.GATED);
        setup.vary(Axis.PRECISION);
        assertThat(setup.stacks().stacks()).extracting(stack -> Axis.PRECISION.of(stack).text())
                .containsExactly("float32", "bfloat16");
        setup.vary(Axis.DECODING);
        assertThat(setup.stacks().isChecked(Axis.DECODING, "prompt-lookup")).isTrue();
        assertThat(setup.complete().get()).isTrue();
    }

    @Test
    void runsTakeTheChosenDevice() {
        setup.load();
        var gpu = new org.headlinebench.device.DeviceId(org.headlinebench.device.DeviceKind.CUDA, 0);
        setup.device().set(gpu);
        assertThat(setup.setups()).extracting(run -> run.device()).containsExactly(gpu);
    }

    @Test
    void aDeviceBehindALauncherIsChosenLikeOneOfThisMachine() {
        var gpu = new Device(DeviceId.parse("cuda:0"), "GPU", 132, 1L << 37, OptionalDouble.empty());
        var far = new SetupModel(FakeServices.models(), FakeServices.devices(),
                () -> List.of(new FarDevice("gpu-box", Optional.of(gpu)), new FarDevice("new", Optional.empty())),
                Direct.background());
        far.load();
        assertThat(far.setups()).extracting(RunSetup::place).containsExactly("cpu");
        far.launcher().set(Optional.of("gpu-box"));
        far.device().set(gpu.id());
        assertThat(far.setups()).extracting(RunSetup::place).containsExactly("gpu-box cuda:0");
        assertThat(far.placeDevices().get()).containsExactly(gpu);
        far.launcher().set(Optional.of("new"));
        assertThat(far.placeDevices().get()).isEmpty();
        assertThat(far.farDevices().get().getLast().id()).isEqualTo(DeviceId.CPU);
    }

    @Test
    void nothingRunsWithoutAStack() {
        setup.load();
        setup.stacks().check(Axis.CACHE, "dynamic", false);
        assertThat(setup.complete().get()).isFalse();
    }

    @Test
    void aModelBringsItsPrompt() {
        setup.load();
        setup.models().selected().set(FakeServices.GATED);
        assertThat(setup.workload().prompt().get()).isEqualTo("bare");
    }

    @Test
    void aLocalModelIsAddedAndChosenAndSurvivesARefresh() {
        setup.load();
        setup.models().open(Path.of("mine.gguf"));
        setup.models().refresh();
        assertThat(setup.models().selected().get().name()).isEqualTo("mine.gguf");
        assertThat(setup.models().models()).extracting(ModelChoice::name).startsWith("mine.gguf").hasSize(3);
    }

    @Test
    void aFileThatIsNoModelIsRefusedInWordsAndTheChoiceStays() {
        setup.load();
        setup.models().open(Path.of("notes.txt"));
        assertThat(setup.models().problem().get().orElseThrow().text())
                .isEqualTo("notes.txt is not a model. Give a GGUF file.");
        assertThat(setup.models().selected().get()).isEqualTo(FakeServices.SMALL);
    }

    @Test
    void whatTheRulesRefuseIsSaidBesideItAndRunsOnlyWithoutIt() {
        var setup = new SetupModel(FakeServices.models(), FakeServices.devices(), Direct.background());
        setup.load();
        setup.stacks().check(Axis.PRECISION, "float16", true);
        assertThat(setup.verdicts().get().values()).hasSize(2).allMatch(StackVerdict.Runs.class::isInstance);
        assertThat(setup.complete().get()).isTrue();
        setup.models().choose(FakeServices.GATED);
        assertThat(setup.verdicts().get().values()).contains(
                new StackVerdict.Refused("float16 does not suit this model.", "Choose bfloat16."));
        assertThat(setup.complete().get()).isFalse();
        setup.stacks().check(Axis.PRECISION, "float16", false);
        assertThat(setup.complete().get()).isTrue();
    }
}
