package org.headlinebench.benchmark;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.OwnProcesses;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.device.Devices;
import org.headlinebench.optimization.Stack;
import org.headlinebench.worker.WorkerMain;

/** Runs in real worker processes on a tiny model. */
abstract class RealWorkers {
    static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();

    static final Devices DEVICES = new Devices() {
        @Override
        public List<Device> list() {
            return List.of(new Device(DeviceId.CPU, "test", 1, 1L << 30, OptionalDouble.of(1e10)));
        }

        @Override
        public Device measured(DeviceId id) {
            return list().getFirst();
        }
    };

    @TempDir
    Path folder;

    final MemoryRunStore store = new MemoryRunStore();

    final List<Run> run(Path model, int rows, int tokens, RunListener listener, String... stacks) {
        return benchmark().run(experiment(model, rows, tokens, stacks), listener, new Cancellation());
    }

    final Experiment experiment(Path model, int rows, int tokens, String... stacks) {
        Workload workload = Workloads.of(SampleNews.load(), RowSelection.range(1, rows), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NONE, FitPolicy.REFUSE, tokens, 1);
        return new Experiment("test", Arrays.stream(stacks)
                .map(stack -> new RunSetup(model.toString(), DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(), workload);
    }

    final Benchmark benchmark() {
        return benchmark(store);
    }

    final Benchmark benchmark(RunStore store) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        var launcher = workers().noted(new WorkerLauncher(
                List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"), "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path"),
                        WorkerMain.class.getName(), "test", folder.resolve("calibrations").toString()),
                Map.of("OMP_NUM_THREADS", "1"), folder.resolve("logs")));
        return new SequentialBenchmark(launcher, (model, _, _) -> Path.of(model), store, DEVICES, Map.of(),
                Clock.systemUTC());
    }

    final OwnProcesses workers() {
        return new OwnProcesses(folder.resolve("workers"));
    }

    /** Acts on the samples of the first run that delivers any. */
    static final class Recorder implements RunListener {
        private final Consumer<Sample> action;
        private final List<RunId> seen = new ArrayList<>();

        Recorder(Consumer<Sample> action) {
            this.action = action;
        }

        @Override
        public void measured(RunId run, Sample sample) {
            if (seen.isEmpty()) {
                seen.add(run);
            }
            if (run.equals(seen.getFirst())) {
                action.accept(sample);
            }
        }
    }
}
