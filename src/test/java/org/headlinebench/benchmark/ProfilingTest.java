package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.ProfileFiles;
import org.headlinebench.optimization.Stack;
import org.headlinebench.worker.WorkerMain;

/** Profiles of a tiny model in a real worker. */
@Timeout(120)
class ProfilingTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();
    private static final String[] PARTS = {"attention", "mlp", "head", "norms", "cache", "other", "transfers",
        "dispatch"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cache=dynamic", "cache=none", "quantize=int8,prune=l1-structured(0.3)"})
    void theTimeOfAStepIsDividedAmongItsPartsWithoutRemainder(String stack) {
        TimeProfile profile = profiling().profile(setup(stack), Optional.of(new RunId("r1")), "The harbour is", 8,
                (_, _) -> {}, new Cancellation());
        for (StepTimes step : List.of(profile.prefill(), profile.decode())) {
            assertThat(step.partMillis()).containsOnlyKeys(PARTS);
            assertThat(step.partMillis().values().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(step.millisPerStep(), within(1e-6 * step.millisPerStep()));
            for (String part : List.of("attention", "mlp", "head", "norms", "other", "dispatch")) {
                assertThat(step.partMillis().get(part)).as("%s", part).isPositive();
            }
            assertThat(step.operatorsPerStep()).isGreaterThan(20);
        }
        if (stack.equals("cache=dynamic")) {
            assertThat(profile.decode().partMillis().get("cache")).isPositive();
        }
        assertThat(profile.decode().steps()).isEqualTo(8);
        assertThat(profile.prefill().tokensPerStep()).isEqualTo(profile.promptTokens());
        assertThat(new ProfileFiles(folder.resolve("kept")).find(profile.id())).contains(profile);
        assertThat(profile.provenance().get("model.facts")).contains("activations float32");
    }

    @Test
    void stepsThatDoNotFitTheModelAreRefused() {
        assertThatThrownBy(() -> profiling().profile(setup(""), Optional.empty(), "word ".repeat(400), 256,
                (_, _) -> {}, new Cancellation())).isInstanceOf(UserError.class).hasMessageContaining("do not fit");
    }

    @Test
    void partsThatDoNotAddUpAreNoProfile() {
        assertThatThrownBy(() -> new StepTimes(1, 1, 10, 5, 5, Map.of("attention", 3.0, "dispatch", 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Profiling profiling() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        var launcher = new WorkerLauncher(
                List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                        WorkerMain.class.getName(), "test"),
                Map.of("OMP_NUM_THREADS", "1"), folder.resolve("logs"));
        return new WorkerProfiling(launcher, (_, _, _) -> TINY, new ProfileFiles(folder.resolve("kept")), Map.of(),
                Clock.systemUTC());
    }

    private static RunSetup setup(String stack) {
        return new RunSetup("tiny", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU));
    }
}
