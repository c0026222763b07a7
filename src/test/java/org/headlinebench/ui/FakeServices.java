package org.headlinebench.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.EvaluationFiles;
import org.headlinebench.history.ProfileFiles;
import org.headlinebench.history.RunHistory;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.bench.ModelChoices;
import org.headlinebench.ui.bench.StackVerdict;
import org.headlinebench.ui.history.RunEvidence;
import org.headlinebench.ui.history.StoringBenchmark;
import org.headlinebench.ui.models.FakeModelStore;
import org.headlinebench.ui.models.ModelStore;

/** What a window under test stands on, but for the benchmark. */
public final class FakeServices {
    public static final ModelChoice SMALL = new ModelChoice("small", "SmolLM2 135M Instruct", "smollm2",
            OptionalLong.of(98_362_432), true, "Apache-2.0", false, "reference");
    public static final ModelChoice GATED = new ModelChoice("gated", "Llama 3.2 1B", "llama",
            OptionalLong.of(2_471_645_608L), false, "Llama-3.2", true, "bare");

    private FakeServices() {}

    public static WindowServices with(Benchmark benchmark) {
        return with(benchmark, history(), new FakeModelStore(), Path.of("target/test-logs"));
    }

    public static WindowServices with(Benchmark benchmark, RunHistory history, ModelStore store, Path logs) {
        return new WindowServices(benchmark instanceof FakeBenchmark
                ? new StoringBenchmark(benchmark, history.store())
                : benchmark, models(), devices(), history, store,
                new Reporting(history.store(), history.store().votes(), history.store().pins(),
                        new EvaluationFiles(logs.resolve("evaluations"))),
                "test",
                () -> "headline-bench  test\nrun store       3 runs\n", logs, windowState(),
                new ProfileFiles(logs.resolveSibling("profiles-of-tests")), RunEvidence.NONE, List::of,
                () -> new Tracking(history.store(), new Reporting(history.store(), history.store().votes(),
                        history.store().pins(), new EvaluationFiles(logs.resolve("evaluations"))), "test",
                        Optional.empty(), Optional.empty(), Clock.systemUTC()));
    }

    /** No test sees how another one's window looked. */
    private static Path windowState() {
        try {
            Path folder = Files.createTempDirectory("headline-bench-test");
            folder.toFile().deleteOnExit();
            return folder.resolve("window.properties");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run store of its own, empty. */
    public static RunHistory history() {
        try {
            Path folder = Files.createTempDirectory("headline-bench-test");
            folder.toFile().deleteOnExit();
            return RunHistory.of(SqliteRunStore.open(folder.resolve("runs.sqlite")), "test", Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ModelChoices models() {
        return new ModelChoices() {
            @Override
            public List<ModelChoice> list() {
                return List.of(SMALL, GATED);
            }

            @Override
            public StackVerdict judge(String model, DeviceKind device, Stack stack) {
                try {
                    StackRules.check(stack, device);
                } catch (UserError refused) {
                    return new StackVerdict.Refused(refused.getMessage(), refused.remedy());
                }
                return model.equals(GATED.id()) && stack.precision() == Precision.FLOAT16
                        ? new StackVerdict.Refused("float16 does not suit this model.", "Choose bfloat16.")
                        : new StackVerdict.Runs(Optional.of(new StackVerdict.MemoryEstimate(
                                134_515_008L * stack.precision().bytes(), 6_000_000, 2_000_000)));
            }

            @Override
            public ModelChoice open(Path path) {
                if (!path.toString().endsWith(".gguf")) {
                    throw new UserError(path + " is not a model.", "Give a GGUF file.");
                }
                return new ModelChoice(path.toString(), path.getFileName().toString(), "llama", OptionalLong.of(1),
                        true, "", false, "reference");
            }
        };
    }

    public static Devices devices() {
        var cpu = new Device(DeviceId.CPU, "Test CPU", 2, 8_000_000_000L, OptionalDouble.empty());
        return new Devices() {
            @Override
            public List<Device> list() {
                return List.of(cpu);
            }

            @Override
            public Device measured(DeviceId id) {
                return cpu.withBandwidth(1e10);
            }
        };
    }
}
