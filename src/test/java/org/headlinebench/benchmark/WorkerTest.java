package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
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
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.optimization.Stack;
import org.headlinebench.worker.WorkerMain;

/** Runs in real worker processes on a tiny model: what they deliver, and how they end when something goes wrong. */
@Isolated("takes the children of this process for its own")
@Timeout(120)
class WorkerTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();

    private static final Devices DEVICES = new Devices() {
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

    private final MemoryRunStore store = new MemoryRunStore();

    @Test
    void aRunDeliversASampleForEveryRowAndMeasuresMemory() {
        Run run = run(TINY, 5, 8, new Recorder(_ -> {}), "cache=none", "cache=static").getLast();
        assertThat(run.state()).as("%s", run.failure()).isEqualTo(RunState.FINISHED);
        List<Sample> samples = store.samples(run.id());
        assertThat(samples).hasSize(5).allSatisfy(sample -> {
            assertThat(sample.tokenIds()).isNotEmpty();
            assertThat(sample.times().ttftMillis()).isPositive();
        });
        assertThat(store.samples(store.ofExperiment("test").getFirst().id()).stream().map(Sample::tokenIds))
                .isEqualTo(samples.stream().map(Sample::tokenIds).toList());
        assertThat(run.memory().orElseThrow().peakGenerationBytes().orElseThrow()).isGreaterThan(50_000_000);
        assertThat(run.memory().orElseThrow().keyValueBytes()).isPositive();
        assertThat(store.memory(run.id())).isNotEmpty();
        assertThat(run.load().orElseThrow().warmUpSamples()).isBetween(2, 5);
        assertThat(run.provenance()).containsKeys("engine.libtorch", "model.sha256.model.safetensors", "host.cpu");
    }

    @Test
    void proposedTokensAreCountedAndChangeNothing() {
        String stack = "cache=static,decoding=";
        List<Run> runs = run(TINY, 4, 16, new Recorder(_ -> {}), stack + "greedy",
                stack + "prompt-lookup(ngram=2,tokens=4)",
                stack + "speculative(draft=" + TINY + ",tokens=3,draftPrecision=bfloat16)");
        List<List<Integer>> greedy = ids(runs.getFirst());
        assertThat(store.samples(runs.getFirst().id())).allMatch(sample -> sample.speculation().isEmpty());
        for (Run run : runs.subList(1, 3)) {
            assertThat(run.state()).as("%s", run.failure()).isEqualTo(RunState.FINISHED);
            assertThat(ids(run)).isEqualTo(greedy);
            Speculation counts = RunSummary.of(run, store.samples(run.id())).speculation().orElseThrow();
            assertThat(counts.drafted()).isPositive();
            assertThat(counts.outputTokens()).isEqualTo(4 * 16);
            assertThat(counts.verifyMillis()).isPositive();
        }
        Run drafted = runs.getLast();
        assertThat(drafted.load().orElseThrow().facts())
                .anyMatch(fact -> fact.contains("speculative, 3 proposed"))
                .anyMatch(fact -> fact.startsWith("draft number types bfloat16 "));
        MemoryUse memory = drafted.memory().orElseThrow();
        assertThat(memory.draft().orElseThrow().weightsBytes()).isEqualTo(memory.weightsBytes() / 2);
        assertThat(memory.draft().orElseThrow().keyValueBytes()).isPositive();
        assertThat(drafted.provenance()).containsKey("draft.sha256.model.safetensors");
    }

    @ParameterizedTest
    @CsvSource({"smaller,another vocabulary", "larger,more than the target"})
    void aDraftThatDoesNotFitIsRefusedBeforeAnythingIsLoaded(String kind, String reason) throws IOException {
        Path draft = kind.equals("smaller") ? otherVocabulary() : largerThanTiny();
        Run run = run(TINY, 2, 4, new Recorder(_ -> {}), "decoding=speculative(draft=" + draft + ")").getFirst();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().message()).contains(reason);
        assertThat(run.failure().orElseThrow().remedy()).contains("decoding=prompt-lookup");
        assertThat(run.load()).isEmpty();
    }

    @Test
    void aCalibratedRunSaysWithWhatAndFindsItsResultAgain() {
        List<Run> runs = run(TINY, 3, 4, new Recorder(_ -> {}), "quantize=gptq(group=32)", "quantize=gptq(group=32)");
        for (Run run : runs) {
            assertThat(run.state()).as("%s", run.failure()).isEqualTo(RunState.FINISHED);
        }
        assertThat(runs.getFirst().load().orElseThrow().facts())
                .anyMatch(fact -> fact.startsWith("calibration on 117 texts,") && fact.contains("sample, rows that are "
                        + "not evaluated"))
                .anyMatch(fact -> fact.startsWith("calibration computed"))
                .anyMatch(fact -> fact.startsWith("calibration: squared error of outputs 0."));
        assertThat(runs.getLast().load().orElseThrow().facts())
                .contains("calibration taken from the application folder");
    }

    @Test
    void calibrationWithoutARowLeftIsRefusedBeforeARunIsMade() {
        assertThatThrownBy(() -> run(TINY, 120, 4, new Recorder(_ -> {}), "quantize=awq(group=32)"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("every row of the dataset is evaluated");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void speculationWithoutAKnownDraftIsRefusedBeforeARunIsMade() {
        assertThatThrownBy(() -> run(TINY, 2, 4, new Recorder(_ -> {}), "decoding=speculative"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs a draft model");
        assertThat(store.list()).isEmpty();
    }

    private List<List<Integer>> ids(Run run) {
        return store.samples(run.id()).stream().map(Sample::tokenIds).toList();
    }

    private Path otherVocabulary() throws IOException {
        Path draft = Files.createDirectory(folder.resolve("other-vocabulary"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(TINY.resolve(file), draft.resolve(file));
        }
        Files.writeString(draft.resolve("tokenizer.json"),
                Files.readString(TINY.resolve("tokenizer.json")).replace("\"z\":90", "\"zz\":90"));
        return draft;
    }

    private Path largerThanTiny() throws IOException {
        Path large = Path.of("src/test/resources/engine/llama").toAbsolutePath();
        Path draft = Files.createDirectory(folder.resolve("larger"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(large.resolve(file), draft.resolve(file));
        }
        Files.copy(TINY.resolve("tokenizer.json"), draft.resolve("tokenizer.json"));
        return draft;
    }

    @ParameterizedTest
    @CsvSource({"-KILL,memory", "-ABRT,native library", "-SEGV,native library"})
    void aWorkerThatDiesLeavesAFailedRunWithItsSamplesAndTheNextRunGoesOn(String signal, String reason) {
        var recorder = new Recorder(sample -> {
            if (sample.position() == 3) {
                signalWorkers(signal);
            }
        });
        List<Run> runs = run(TINY, 60, 80, recorder, "cache=none", "cache=dynamic");
        Run died = runs.getFirst();
        assertThat(died.state()).isEqualTo(RunState.FAILED);
        assertThat(died.failure().orElseThrow().message()).contains(reason);
        assertThat(died.failure().orElseThrow().exitCode()).isPresent();
        assertThat(store.samples(died.id()).size()).isGreaterThanOrEqualTo(3).isLessThan(60);
        assertThat(runs.getLast().state()).as("%s", runs.getLast().failure()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aCancelledRunIsOverWithinASecondAndKeepsItsSamples() {
        var cancellation = new Cancellation();
        var cancelledAt = new AtomicLong();
        var recorder = new Recorder(sample -> {
            if (sample.position() == 2) {
                cancelledAt.set(System.nanoTime());
                cancellation.cancel();
            }
        });
        List<Run> runs = benchmark().run(experiment(TINY, 100, 200, "cache=none", "cache=dynamic"), recorder,
                cancellation);
        assertThat((System.nanoTime() - cancelledAt.get()) / 1e9).isLessThan(1);
        assertThat(runs).extracting(Run::state).containsOnly(RunState.CANCELLED);
        assertThat(store.samples(runs.getFirst().id())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList()).isEmpty();
    }

    @Test
    void anUnreadableModelFailsWithWordsForTheUser() throws IOException {
        Path broken = folder.resolve("broken.gguf");
        Files.writeString(broken, "GGUF and then nonsense");
        Run run = run(broken, 2, 4, new Recorder(_ -> {}), "cache=dynamic").getFirst();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().message()).contains("broken.gguf");
        assertThat(run.failure().orElseThrow().remedy()).isNotBlank();
    }

    @Test
    void aPromptThatDoesNotFitTheStaticCacheIsRefusedWithItsRow() {
        Run run = run(TINY, 3, 20, new Recorder(_ -> {}), "cache=static(30)").getFirst();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().message()).containsIgnoringCase("row 1");
    }

    @Test
    void aRunRecordsItsCacheItsKernelAndWhatItMovedFromTheHost() {
        List<Run> runs = run(TINY, 2, 8, new Recorder(_ -> {}), "precision=float32",
                "precision=float32,cache=paged(8),attention=flash,placement=offload(1)", "placement=offload");
        assertThat(runs).allMatch(run -> run.state() == RunState.FINISHED)
                .allMatch(run -> ids(run).equals(
                        ids(runs.getFirst())));
        assertThat(runs.get(1).load().orElseThrow().facts()).contains("cache paged(block=8)",
                "attention ATen _scaled_dot_product_flash_attention_for_cpu")
                .anyMatch(fact -> fact.matches(
                        "placement 1 of 2 layers on host, \\d+ bytes moved per pass, measured over \\d+ passes"));
        assertThat(runs.get(1).memory().orElseThrow().weightsBytes())
                .isLessThan(runs.getFirst().memory().orElseThrow().weightsBytes());
        assertThat(runs.getLast().load().orElseThrow().facts()).contains("placement 0 of 2 layers on host: all fit");
    }

    @Test
    void aRunRecordsWhatShowsThatItWasPrunedAndQuantized() {
        Run run = run(TINY, 2, 4, new Recorder(_ -> {}),
                "precision=bfloat16,quantize=int8,prune=l1-unstructured(0.5,modules=mlp)").getFirst();
        assertThat(run.state()).as("%s", run.failure()).isEqualTo(RunState.FINISHED);
        assertThat(run.load().orElseThrow().facts())
                .anyMatch(fact -> fact.startsWith("linear ATen _weight_int8pack_mm"))
                .anyMatch(fact -> fact.startsWith("quantized modules "))
                .anyMatch(fact -> fact.startsWith("number types ") && fact.contains("int8 "))
                .anyMatch(fact -> fact.startsWith("pruned modules ") && fact.contains("0.5000 after"));
    }

    @Test
    void aQuantizationThatDoesNotFitTheModelIsRefusedWithOneThatDoes() {
        Run run = run(TINY, 2, 4, new Recorder(_ -> {}), "quantize=int4(128)").getFirst();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().message()).contains("no multiple of 128");
        assertThat(run.failure().orElseThrow().remedy()).contains("Nearest stack that runs:");
    }

    @Test
    void aWorkerThatCannotStartFailsTheRun() {
        var launcher = new WorkerLauncher(List.of(folder.resolve("no-such-java").toString()), Map.of(), folder);
        List<Run> runs = new SequentialBenchmark(launcher, (model, _, _) -> Path.of(model), store, DEVICES, Map.of(),
                Clock.systemUTC()).run(experiment(TINY, 1, 1, "cache=none"), RunListener.NONE, new Cancellation());
        assertThat(runs.getFirst().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aStoreThatCannotTakeASampleFailsTheRunInWordsAndEndsItsWorker() {
        var full = new MemoryRunStore() {
            @Override
            public synchronized void append(RunId run, Sample sample) {
                if (sample.position() == 2) {
                    throw new UserError("The disk is full.", "Make room.");
                }
                super.append(run, sample);
            }
        };
        List<Run> runs = benchmark(full).run(experiment(TINY, 50, 20, "cache=dynamic"), RunListener.NONE,
                new Cancellation());
        assertThat(runs.getFirst().failure().orElseThrow().message()).isEqualTo("The disk is full.");
        assertThat(full.samples(runs.getFirst().id())).hasSize(1);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList()).isEmpty();
    }

    @Test
    void anAdHocRunTellsItsTextAsItIsWritten() {
        var told = new ArrayList<String>();
        var listener = new RunListener() {
            @Override
            public void wrote(RunId run, String text) {
                told.add(text);
            }
        };
        Workload typed = Workloads.adHoc("The harbour has reopened.", "", PromptTemplate.REFERENCE, StopRule.NONE, 12);
        Run run = benchmark().run(new Experiment("try", experiment(TINY, 1, 1, "cache=static").setups(), typed),
                listener, new Cancellation()).getFirst();
        assertThat(run.state()).as("%s", run.failure()).isEqualTo(RunState.FINISHED);
        assertThat(told).hasSizeGreaterThan(2);
        assertThat(store.samples(run.id()).getFirst().continuation()).startsWith(String.join("", told));
        told.clear();
        run = run(TINY, 1, 12, listener, "cache=static").getFirst();
        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(told).as("what is measured is not disturbed").isEmpty();
    }

    private List<Run> run(Path model, int rows, int tokens, RunListener listener, String... stacks) {
        return benchmark().run(experiment(model, rows, tokens, stacks), listener, new Cancellation());
    }

    private Experiment experiment(Path model, int rows, int tokens, String... stacks) {
        Workload workload = Workloads.of(SampleNews.load(), RowSelection.range(1, rows), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NONE, FitPolicy.REFUSE, tokens, 1);
        return new Experiment("test", Arrays.stream(stacks)
                .map(stack -> new RunSetup(model.toString(), DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(), workload);
    }

    private Benchmark benchmark() {
        return benchmark(store);
    }

    private Benchmark benchmark(RunStore store) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        var launcher = new WorkerLauncher(
                List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"), "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path"),
                        WorkerMain.class.getName(), "test", folder.resolve("calibrations").toString()),
                Map.of("OMP_NUM_THREADS", "1"), folder.resolve("logs"));
        return new SequentialBenchmark(launcher, (model, _, _) -> Path.of(model), store, DEVICES, Map.of(),
                Clock.systemUTC());
    }

    private static void signalWorkers(String signal) {
        ProcessHandle.current().children().forEach(child -> {
            try {
                new ProcessBuilder("kill", signal, String.valueOf(child.pid())).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Acts on the samples of the first run that delivers any. */
    private static final class Recorder implements RunListener {
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
