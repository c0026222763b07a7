package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.Speculation;

/** Runs in real worker processes on a tiny model: what they deliver, and how they end when something goes wrong. */
@Timeout(120)
@Order(3)
class WorkerTest extends RealWorkers {
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
        List<Run> runs = run(TINY, 12, 80, recorder, "cache=none", "cache=dynamic");
        Run died = runs.getFirst();
        assertThat(died.state()).isEqualTo(RunState.FAILED);
        assertThat(died.failure().orElseThrow().message()).contains(reason);
        assertThat(died.failure().orElseThrow().exitCode()).isPresent();
        assertThat(store.samples(died.id()).size()).isGreaterThanOrEqualTo(3).isLessThan(12);
        assertThat(runs.getLast().state()).as("%s", runs.getLast().failure()).isEqualTo(RunState.FINISHED);
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
        assertThat(workers().file()).isNotEmptyFile();
        assertThat(workers().alive()).isEmpty();
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

    private void signalWorkers(String signal) {
        assertThat(workers().alive()).singleElement().satisfies(child -> {
            try {
                new ProcessBuilder("kill", signal, String.valueOf(child.pid())).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
